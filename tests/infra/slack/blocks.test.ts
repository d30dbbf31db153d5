import { describe, expect, it } from "vitest";
import { checkBlocks } from "../../../infra/local/slack/block-kit/check-blocks.ts";
import { Refusal } from "../../../infra/local/slack/refusal.ts";
import { runningWorkspace } from "./running-workspace.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
const button = (more: object = {}) => ({ type: "button", text: plain("Go"), ...more });
const option = (index: number) => ({ text: plain(`Option ${index}`), value: String(index) });
const many = <Item>(count: number, item: (index: number) => Item): Item[] => Array.from({ length: count }, (_, index) => item(index));

const verdict = (blocks: unknown): string => {
  try {
    checkBlocks(blocks, "message");
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
  return "fine";
};

describe("Slack's limits", () => {
  it.each<[string, (size: number) => unknown[], number, string]>([
    ["blocks a message", (size) => many(size, () => ({ type: "divider" })), 50, "no more than 50 items allowed [json-pointer:/blocks]"],
    ["characters of a section", (size) => [{ type: "section", text: mrkdwn("x".repeat(size)) }], 3000, "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],
    ["characters of a field", (size) => [{ type: "section", fields: [plain("x".repeat(size))] }], 2000, "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]"],
    ["fields", (size) => [{ type: "section", fields: many(size, () => plain("x")) }], 10, "no more than 10 items allowed [json-pointer:/blocks/0/fields]"],
    ["characters of a header", (size) => [{ type: "header", text: plain("x".repeat(size)) }], 150, "must be less than 151 characters [json-pointer:/blocks/0/text/text]"],
    ["characters of a button", (size) => [{ type: "actions", elements: [button({ text: plain("x".repeat(size)) })] }], 75, "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"],
    ["characters of an action_id", (size) => [{ type: "actions", elements: [button({ action_id: "x".repeat(size) })] }], 255, "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]"],
    ["characters of a block_id", (size) => [{ type: "divider", block_id: "x".repeat(size) }], 255, "must be less than 256 characters [json-pointer:/blocks/0/block_id]"],
    ["characters of a value", (size) => [{ type: "actions", elements: [button({ value: "x".repeat(size) })] }], 2000, "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]"],
    ["overflow options", (size) => [{ type: "actions", elements: [{ type: "overflow", options: many(size, option) }] }], 5, "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]"],
    ["elements of actions", (size) => [{ type: "actions", elements: many(size, () => button()) }], 25, "no more than 25 items allowed [json-pointer:/blocks/0/elements]"],
    ["elements of a context", (size) => [{ type: "context", elements: many(size, () => mrkdwn("x")) }], 10, "no more than 10 items allowed [json-pointer:/blocks/0/elements]"],
  ])("allow so many %s and not one more", (_name, blocks, limit, says) => {
    expect(verdict(blocks(limit))).toBe("fine");
    expect(verdict(blocks(limit + 1))).toBe(`invalid_blocks: [ERROR] ${says}`);
  });

  it("count an emoji as one character", () => {
    expect(verdict([{ type: "header", text: plain("🚨".repeat(150)) }])).toBe("fine");
  });

  it.each<[unknown, string]>([
    [[{ type: "confetti" }], 'invalid_blocks: [ERROR] unsupported type: "confetti" [json-pointer:/blocks/0/type]'],
    [[{ type: "header" }], "invalid_blocks: [ERROR] missing required field: text [json-pointer:/blocks/0]"],
    [[{ type: "header", text: mrkdwn("*x*") }], "invalid_blocks: [ERROR] must be one of plain_text [json-pointer:/blocks/0/text/type]"],
    [[{ type: "divider", colour: "red" }], "invalid_blocks: [ERROR] invalid additional property: colour [json-pointer:/blocks/0]"],
    [[{ type: "section" }], "invalid_blocks: [ERROR] missing required field: text or fields [json-pointer:/blocks/0]"],
    [[{ type: "section", text: mrkdwn("") }], "invalid_blocks: [ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
    [[{ type: "divider", block_id: "a" }, { type: "divider", block_id: "a" }], 'invalid_blocks: [ERROR] block_id "a" already exists [json-pointer:/blocks/1/block_id]'],
    [[{ type: "actions", elements: [button({ action_id: "a" }), button({ action_id: "a" })] }], 'invalid_blocks: [ERROR] action_id "a" already exists [json-pointer:/blocks/0/elements/1/action_id]'],
    [many(5, () => ({ type: "section", text: mrkdwn("x".repeat(2900)) })), "msg_blocks_too_long"],
    ["hello", "invalid_blocks_format"],
    [[1], "invalid_blocks_format"],
  ])("name what is wrong with %j", (blocks, says) => {
    expect(verdict(blocks)).toBe(says);
  });

  it("reach the client in Slack's shape", async () => {
    const { slack, channel } = await runningWorkspace();
    await expect(slack.chat.postMessage({ channel, text: "x", blocks: [{ type: "confetti" }] as never })).rejects.toMatchObject({
      data: { error: "invalid_blocks", response_metadata: { messages: ['[ERROR] unsupported type: "confetti" [json-pointer:/blocks/0/type]'] } },
    });
  });
});
