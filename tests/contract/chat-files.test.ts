import { describe, expect, it, onTestFinished } from "vitest";
import { memoryChatFiles } from "../../shared/adapters/memory/chat-files.ts";
import { slackChat } from "../../shared/adapters/slack/slack-chat.ts";
import { slackFiles } from "../../shared/adapters/slack/slack-files.ts";
import type { ChatFile, ChatFiles } from "../../shared/chat-file-ports.ts";
import { serveWorkspace } from "../shared/adapters/slack/workspace.ts";

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
const chart = (parts: Partial<ChatFile> = {}): ChatFile => ({ name: "nps.png", title: "NPS", altText: "NPS rose from 30 to 40.", bytes: png, ...parts });

type Bench = { readonly files: ChatFiles; readonly bytesOf: (id: string) => Uint8Array | undefined };

async function slackBench() {
  const slack = await serveWorkspace();
  onTestFinished(() => { slack.close(); });
  const files = slackFiles({ token: slack.token, apiUrl: slack.apiUrl, timeoutMs: 500 });
  const chat = slackChat({ token: slack.token, apiUrl: slack.apiUrl, now: () => new Date(slack.clock.at), settleMs: 30_000 });
  const show = (id: string) =>
    chat.post({ effectId: "digest_weekly_2026-11-16.digest", channel: "#customer-feedback", message: { text: "NPS 40", blocks: [{ type: "image", slack_file: { id }, alt_text: "NPS" }] } });
  return { slack, files, show, bytesOf: (id: string) => slack.workspace.files.bytesOf(id) };
}

function inMemory(): Promise<Bench> {
  const files = memoryChatFiles();
  return Promise.resolve({ files, bytesOf: (id) => files.files.get(id)?.bytes });
}

describe.each([["over Slack", slackBench], ["in memory", inMemory]])("files %s", (_, open) => {
  it("are kept as they came, each time under an id of their own", async () => {
    const { files, bytesOf } = await open();
    const ids = [];
    for (const file of [chart(), chart()]) {
      const upload = await files.upload(file);
      if (upload.kind === "failed") throw new Error(upload.reason);
      ids.push(upload.id);
    }
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(bytesOf(id)).toEqual(png);
  });

  it("are not kept when there is nothing in them", async () => {
    const { files } = await open();
    expect(await files.upload(chart({ bytes: new Uint8Array() }))).toMatchObject({ kind: "failed", again: false });
  });
});

describe("files over Slack", () => {
  const kept = async (files: ChatFiles, file = chart()) => {
    const upload = await files.upload(file);
    if (upload.kind === "failed") throw new Error(upload.reason);
    return upload.id;
  };

  it("are shown by a message, and by none before they are brought", async () => {
    const { files, show } = await slackBench();
    expect(await show("F0NOWHERE")).toMatchObject({ kind: "refused" });
    expect(await show(await kept(files))).toMatchObject({ kind: "sent" });
  });

  it("cannot be shown while Slack works on them, and can after that", async () => {
    const { slack, files, show } = await slackBench();
    slack.workspace.inject({ method: "files.completeUploadExternal", answer: { kind: "processing", forMs: 3_000 } });
    const id = await kept(files);
    expect(await show(id)).toEqual({ kind: "refused", reason: "invalid_blocks: [ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]" });
    slack.clock.at += 3_000;
    expect(await show(id)).toMatchObject({ kind: "sent" });
  });

  it.each(["files.getUploadURLExternal", "files.completeUploadExternal"])("are worth another try when %s fails, and not when the app may not bring any", async (method) => {
    const { slack, files } = await slackBench();
    for (const answer of [{ kind: "status", status: 503 }, { kind: "drop" }, { kind: "silence" }, { kind: "rate_limited", retryAfterSeconds: 1 }] as const) {
      slack.workspace.inject({ method, answer });
      expect(await files.upload(chart())).toMatchObject({ kind: "failed", again: true });
    }
    slack.workspace.inject({ method, answer: { kind: "error", error: "missing_scope" } });
    expect(await files.upload(chart())).toEqual({ kind: "failed", reason: "missing_scope", again: false });
  });

  it("are described in as many characters as Slack takes", async () => {
    const { slack, files } = await slackBench();
    const id = await kept(files, chart({ altText: "评".repeat(1_200) }));
    expect(Array.from(slack.workspace.files.find(id)?.altText ?? "")).toHaveLength(1_000);
  });
});
