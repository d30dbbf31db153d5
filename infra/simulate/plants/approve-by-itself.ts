import type { Plant } from "./plant.ts";

/** What is to be shown to people is taken for approved. */
export const approveByItself: Plant = {
  name: "approve-by-itself",
  bug: "a message that waits for people to approve it goes all the same",
  drafts: (drafts) => ({
    ...drafts,
    offer: async (messages, draft, card) => {
      const told = await drafts.offer(messages, draft, card);
      const { plannedAt: at } = card;
      await drafts.decide(messages, { does: "send", by: "nobody", at, revision: draft.revision, notBefore: at });
      return told;
    },
  }),
};
