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

export type Mailbox = ReturnType<typeof mailboxOf>;

/** The address of the reward's page in a mail's text. */
export function rewardLink({ text }: Mail): string | undefined {
  return /https?:\/\/\S+\/m\/\S+/.exec(text)?.[0];
}
