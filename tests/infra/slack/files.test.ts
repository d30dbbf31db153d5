import { describe, expect, it } from "vitest";
import { errorOf, runningWorkspace } from "./running-workspace.ts";

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 7, 7]);

async function announced(length = png.length, extra: Record<string, unknown> = {}) {
  const running = await runningWorkspace();
  const answer = await running.slack.apiCall("files.getUploadURLExternal", { filename: "nps.png", length, ...extra });
  const { file_id: id, upload_url: address } = answer as unknown as { file_id: string; upload_url: string };
  const complete = () => running.slack.apiCall("files.completeUploadExternal", { files: [{ id, title: "NPS" }] });
  const show = (block: object = { type: "image", slack_file: { id }, alt_text: "NPS, 13 weeks" }) =>
    running.slack.apiCall("chat.postMessage", { channel: running.channel, text: "NPS 40", blocks: [block] });
  return { ...running, id, address, complete, show, bring: (body: Uint8Array<ArrayBuffer> | FormData = png) => fetch(address, { method: "POST", body }) };
}

describe("a file", () => {
  it("is brought in three steps, shown in a message, drawn on the page and kept through a restart", async () => {
    const { bring, complete, show, pages, id, file } = await announced();
    expect((await bring()).status).toBe(200);
    expect(await complete()).toMatchObject({ ok: true, files: [{ id, title: "NPS" }] });
    expect(await show()).toMatchObject({ ok: true });
    expect(await (await fetch(pages)).text()).toContain(`<img class="picture" src="/local/slack/files/${id}" alt="NPS, 13 weeks"`);
    const again = await runningWorkspace({ file });
    const picture = await fetch(`${again.pages}/files/${id}`);
    expect(picture.headers.get("content-type")).toBe("image/png");
    expect(new Uint8Array(await picture.arrayBuffer())).toEqual(png);
  });

  it("comes in a form as well", async () => {
    const { bring, complete, workspace, id } = await announced();
    const form = new FormData();
    form.append("filename", new Blob([png]), "nps.png");
    expect((await bring(form)).status).toBe(200);
    await complete();
    expect(workspace.files.bytesOf(id)).toEqual(png);
  });

  it("is taken only as it was announced, by its ticket, until it is complete", async () => {
    const { bring, complete, address } = await announced();
    expect((await bring(png.slice(1))).status).toBe(400);
    expect(await errorOf(complete())).toBe("file_not_found");
    expect((await fetch(`${address}x`, { method: "POST", body: png })).status).toBe(404);
    await bring();
    await complete();
    expect((await bring()).status).toBe(404);
  });

  it("is described in at most 1,000 characters", async () => {
    await expect(announced(png.length, { alt_txt: "a".repeat(1_001) })).rejects.toThrow("alt_txt_too_large");
  });

  it("is shown by no message before it is complete, and never when it is no picture", async () => {
    const early = await announced();
    await early.bring();
    expect(await errorOf(early.show())).toBe("invalid_blocks");
    const text = new TextEncoder().encode("<script>alert(1)</script>");
    const late = await announced(text.length);
    await late.bring(text);
    await late.complete();
    expect(await errorOf(late.show())).toBe("invalid_blocks");
    expect((await fetch(`${late.pages}/files/${late.id}`)).status).toBe(404);
  });

  it("is named in one way and not in two", async () => {
    const { bring, complete, show, id } = await announced();
    await bring();
    await complete();
    const image = { type: "image", alt_text: "NPS" };
    for (const wrong of [image, { ...image, slack_file: { id }, image_url: "https://example.com/a.png" }, { ...image, slack_file: {} }, { ...image, slack_file: { id, url: "https://files.slack.com/x" } }]) {
      expect(await errorOf(show(wrong))).toBe("invalid_blocks");
    }
  });

  it("is read by no page of another site", async () => {
    const { bring, complete, pages, id } = await announced();
    await bring();
    await complete();
    expect((await fetch(`${pages}/files/${id}`, { headers: { origin: "https://evil.example" } })).status).toBe(403);
  });
});
