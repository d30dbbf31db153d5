import { newContent } from "../content.ts";
import { APP, COMMAND, type Person, SLACKBOT, TEAM } from "../directory.ts";
import { Refusal } from "../refusal.ts";
import { parseReply, sayReply } from "../response-url.ts";
import type { Workspace } from "../slack-workspace.ts";
import type { Channel } from "../store/channels.ts";
import { type Addresses, type Reception, asForm, deliver } from "./deliver.ts";
import { VERIFICATION_TOKEN } from "./payload.ts";

/** What a person typed below a channel, or below one of its threads. */
export type Utterance = {
  readonly person: Person;
  readonly channel: Channel;
  readonly threadTs?: string | undefined;
  readonly text: string;
};

/** `& < >` as people's messages carry them, so that what they type is not taken for Slack's own markup. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const post = (workspace: Workspace, { person, channel, threadTs, text }: Utterance): void => {
  workspace.messages.post({ channel: channel.id, author: person.id, content: newContent({ text: escaped(text) }), threadTs });
};

const whisper = (workspace: Workspace, { person, channel, threadTs }: Utterance, text: string): void => {
  workspace.notices.post({ channel: channel.id, person: person.id, author: SLACKBOT.id, threadTs, content: { text } });
};

const obey = (workspace: Workspace, said: Utterance, { body, isJson }: Extract<Reception, { kind: "answered" }>): void => {
  if (body.trim() === "") return;
  const reply = parseReply(isJson ? body : JSON.stringify({ text: body }));
  // "In channel" shows what was typed as well, so that everyone sees what the answer answers.
  if (reply.response_type === "in_channel") post(workspace, said);
  sayReply(workspace, { channel: said.channel.id, person: said.person.id }, reply);
};

const failure = (reception: Exclude<Reception, { kind: "answered" }>): string =>
  reception.kind === "slow" ? "operation_timeout" : "dispatch_failed";

const runCommand = async (workspace: Workspace, said: Utterance, command: string, text: string, to: Addresses): Promise<void> => {
  const { person, channel } = said;
  const responseId = workspace.grants.issueResponse({ channel: channel.id, person: person.id, on: { kind: "command" } });
  const fields = {
    token: VERIFICATION_TOKEN, team_id: TEAM.id, team_domain: TEAM.domain, channel_id: channel.id,
    channel_name: channel.kind === "im" ? "directmessage" : channel.name, user_id: person.id, user_name: person.handle,
    command, text, api_app_id: APP.id, is_enterprise_install: "false",
    response_url: `${to.responseUrl}/${responseId}`, trigger_id: workspace.grants.issueTrigger(person.id),
  };
  const reception = await deliver(workspace, asForm(fields), to.commandsUrl);
  if (reception.kind !== "answered") {
    whisper(workspace, said, `\`${command}\` failed with the error "${failure(reception)}"`);
    return;
  }
  try {
    obey(workspace, said, reception);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    whisper(workspace, said, `\`${command}\` failed with the error "${escaped(error.message)}"`);
  }
};

/**
 * Says something as a person: what begins with a slash goes to the app as a command
 * (docs.slack.dev/interactivity/implementing-slash-commands), anything else is a message. Commands nobody has, and
 * commands in threads, are refused privately, as in Slack.
 */
export const say = async (workspace: Workspace, said: Utterance, to: Addresses): Promise<void> => {
  const [, command, rest = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(said.text) ?? [];
  if (command === undefined) post(workspace, said);
  else if (command !== COMMAND) whisper(workspace, said, `\`${escaped(command)}\` is not a valid command.`);
  else if (said.threadTs !== undefined) whisper(workspace, said, `\`${command}\` is not supported in threads. Sorry!`);
  else await runCommand(workspace, said, command, rest.trim(), to);
};
