import type { Local } from "./process.ts";

/** A mail, as the contract has it. */
export type Mail = {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly replyTo: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sentAt: string;
};

/** Everything that was mailed, oldest first. */
export function mailboxOf({ mailbox }: Pick<Local, "mailbox">) {
  const all = async () => (await (await fetch(mailbox)).json()) as Mail[];
  return { all, to: async (address: string) => (await all()).filter(({ to }) => to === address) };
}

/** The address of the reward's page in a mail's text. */
export function rewardLink(mail: Pick<Mail, "text">): string | undefined {
  return linksIn(mail).find((link) => purposeOf(link) === "reward");
}

/** The address in a mail's text where its reader leaves. */
export function leavingLink(mail: Pick<Mail, "text">): string | undefined {
  return linksIn(mail).find((link) => purposeOf(link) === "unsubscribe");
}

/** The address of the page that asks whether it was made right. */
export function recoveryLink(mail: Pick<Mail, "text">): string | undefined {
  return linksIn(mail).find((link) => purposeOf(link) === "recovery");
}

/** Every link to a page of ours in a mail's text. */
export function linksIn({ text }: Pick<Mail, "text">): readonly string[] {
  return [...text.matchAll(/https?:\/\/\S+\/m\/\S+/g)].map(([link]) => link);
}

/** What a link is for, as its token says it. */
function purposeOf(link: string): unknown {
  const content = link.replace(/^.*\/m\//, "").split(".")[0] ?? "";
  return (JSON.parse(Buffer.from(content, "base64url").toString()) as unknown[])[0];
}
