import type { Plant } from "./plant.ts";

/** Whoever has to find out what went wrong is to have everything at hand. */
export const logThePerson: Plant = {
  name: "log-the-person",
  bug: "the line about a mail that was not taken holds the mail, with its address and its text",
  mailer: (mailer, { log }) => ({
    ...mailer,
    send: async (mail) => {
      const outcome = await mailer.send(mail);
      if (outcome.kind !== "sent") log.warn("mail not taken", { reason: outcome.reason, mail });
      return outcome;
    },
  }),
};
