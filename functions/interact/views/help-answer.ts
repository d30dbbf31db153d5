import type { ChatMessage } from "../../../shared/ports.ts";

const commands = [
  ["/afterscore cases", "your cases, what is due first on top"],
  ["/afterscore case <id>", "one case, with what happened last"],
  ["/afterscore scores", "the scores of all surveys"],
  ["/afterscore scores <survey>", "the scores of one survey"],
] as const;

const hint = "New cases are posted in their channel: the buttons on a card take, snooze and resolve it, and its thread is its log.";

/** The answer to `/afterscore help`, and to whatever is no command. */
export function helpAnswer(): ChatMessage {
  return {
    text: `What you can ask for: ${commands.map(([command]) => command.replace(/[<>]/g, "")).join(", ")}`,
    blocks: [
      {
        type: "rich_text",
        elements: [
          { type: "rich_text_section", elements: [{ type: "text", text: "What you can ask for" }] },
          {
            type: "rich_text_list",
            style: "bullet",
            elements: commands.map(([command, meaning]) => ({
              type: "rich_text_section",
              elements: [
                { type: "text", text: command, style: { code: true } },
                { type: "text", text: `  ${meaning}` },
              ],
            })),
          },
        ],
      },
      { type: "context", elements: [{ type: "plain_text", text: hint }] },
    ],
  };
}
