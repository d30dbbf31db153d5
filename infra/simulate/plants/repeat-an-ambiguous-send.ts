import type { SendOutcome } from "../../../shared/ports.ts";
import type { Plant } from "./plant.ts";

/** What many a client does by itself: no answer, so once more. */
export const repeatAnAmbiguousSend: Plant = {
  name: "repeat-an-ambiguous-send",
  bug: "a send that is not answered is simply sent again",
  chat: (chat) => ({ ...chat, post: (posting) => untilAnswered(() => chat.post(posting)) }),
  mailer: (mailer) => ({ ...mailer, send: (mail) => untilAnswered(() => mailer.send(mail)) }),
};

async function untilAnswered<Outcome extends SendOutcome | { readonly kind: "channel refuses" }>(send: () => Promise<Outcome>): Promise<Outcome> {
  const outcome = await send();
  return outcome.kind === "uncertain" ? send() : outcome;
}
