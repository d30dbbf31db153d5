import type { Plant } from "./plant.ts";

/** What stands in the chat is said to be replaced. */
export const forgetTheChatText: Plant = {
  name: "forget-the-chat-text",
  bug: "a message in the chat is called edited and reads as before, so that cards and lines outlive an erasure",
  chat: (chat) => ({ ...chat, edit: ({ channel, ts }) => Promise.resolve({ kind: "sent", receipt: { channel, ts } }) }),
};
