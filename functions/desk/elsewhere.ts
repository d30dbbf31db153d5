import type { Elsewhere } from "./pages/frame.tsx";

/** The pages that a laptop has beside the desk: its mailbox, and its own Slack, whose page stands above its API. */
export function elsewhereOf({ mailboxUrl, slackApiUrl }: { readonly mailboxUrl?: string; readonly slackApiUrl?: string }): readonly Elsewhere[] {
  const slackPage = slackApiUrl === undefined ? undefined : /^(.*\/local\/slack)\/api\/$/.exec(slackApiUrl)?.[1];
  return [
    ...(slackPage === undefined ? [] : [{ name: "slack" as const, href: slackPage }]),
    ...(mailboxUrl === undefined ? [] : [{ name: "mailbox" as const, href: mailboxUrl }]),
  ];
}
