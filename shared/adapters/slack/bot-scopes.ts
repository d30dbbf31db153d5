/**
 * What the app must be allowed, and what each is for: the one list that the manifest asks for, that
 * `doctor` looks for, and that people read before they install the app.
 */
export const reasonsForScopes: Readonly<Record<string, string>> = {
  "chat:write": "posts alerts, edits their cards, and writes lines in their threads",
  "files:write": "brings the digest's chart, as a picture in its message",
  "channels:read": "finds a public channel by its name, and sees whether the bot is in it",
  "channels:history": "looks whether an alert arrived when Slack's answer was lost, so that none comes twice",
  "groups:read": "the same as channels:read, for private channels the bot was invited to",
  "groups:history": "the same as channels:history, for private channels the bot was invited to",
  "users:read": "shows people by name, and sees who is away",
  "users:read.email": "finds an account's owner by their address, to mention them",
  "im:write": "opens a direct message, to remind the person a case belongs to",
  "im:history": "the same as channels:history, for those direct messages",
  commands: "takes the command /afterscore",
  "usergroups:read": "knows the group that is mentioned when an account has no owner",
};

/** The scopes alone; see {@link reasonsForScopes}. */
export const botScopes: readonly string[] = Object.keys(reasonsForScopes);
