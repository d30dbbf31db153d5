import type { Plant } from "./plant.ts";

/** The mailbox is not told. */
export const keepTheMail: Plant = {
  name: "keep-the-mail",
  bug: "an erasure leaves the mails to its person in a mailbox of ours",
  mailer: (mailer) => ({ ...mailer, forget: () => Promise.resolve() }),
};
