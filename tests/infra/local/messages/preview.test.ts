import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { messagesPreview } from "../../../../infra/local/messages/preview.ts";
import { templates } from "../../../../infra/local/messages/samples.ts";
import { PolicyError } from "../../../../infra/yaml-source.ts";
import { copies, policyWith } from "../../../support/domain.ts";

const policy = policyWith();
const app = messagesPreview(() => ({ policy, copies }));
const get = (path: string, headers: Record<string, string> = {}) => app.request(`http://127.0.0.1:8790${path}`, { headers });
const framesIn = (page: string) => [...page.matchAll(/<iframe[^>]*src="([^"]+)"/g)].map(([, address = ""]) => address.replaceAll("&amp;", "&"));

describe("the preview of messages", () => {
  it("shows every mail in every language, for a wide screen and for a phone, and answers with each", async () => {
    const page = await (await get("/?language=all")).text();
    const frames = framesIn(page);
    expect(frames).toHaveLength(Object.keys(copies).length * templates.length * 2);
    for (const address of new Set(frames)) {
      const language = new URLSearchParams(address.split("?")[1]).get("language") ?? "";
      const [mail, text] = [await get(address), await get(`${address}&part=text`)];
      expect([address, mail.status, text.status]).toEqual([address, 200, 200]);
      expect(await mail.text()).toContain(`<html lang="${language}"`);
      expect(text.headers.get("Content-Type")).toContain("text/plain");
      expect(await text.text()).not.toMatch(/[{}]|<[a-z/]/);
    }
  });

  it("shows the language, the band and the names that were chosen", async () => {
    const page = await (await get("/?language=ja&band=promoter&who=unnamed")).text();
    expect(new Set(framesIn(page).map((address) => new URLSearchParams(address.split("?")[1]).get("language")))).toEqual(new Set(["ja"]));
    expect(framesIn(page)).toHaveLength(templates.filter(({ band }) => band === "promoter").length * 2);
    expect(page).toContain(copies["ja"]!.greeting.unnamed);
    expect(page).toMatch(/<option value="ja" selected="">/);
  });

  it("shows the mistakes, and the mails again when they are mended", async () => {
    let broken = true;
    const mended = messagesPreview(() => {
      if (broken) throw new PolicyError("messages/de.yaml:9: greeting.named: unknown placeholder {nmae}");
      return { policy, copies };
    });
    const answer = await mended.request("http://127.0.0.1/");
    expect([answer.status, await answer.text()]).toEqual([422, "messages/de.yaml:9: greeting.named: unknown placeholder {nmae}\n"]);
    broken = false;
    expect((await mended.request("http://127.0.0.1/")).status).toBe(200);
  });

  it("answers to nobody from elsewhere, lets mails run nothing, and knows no other", async () => {
    expect((await get("/", { Host: "evil.example" })).status).toBe(403);
    expect((await get("/mail?language=en&template=promoter")).headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect((await get("/mail?language=xx&template=promoter")).status).toBe(404);
    expect((await get("/mail?language=en&template=none")).status).toBe(404);
  });

  it("is a command that takes a free port and says which", async () => {
    const child = spawn(process.execPath, ["--import", "tsx", "infra/commands/messages-preview.ts"], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, PORT: "0" } });
    onTestFinished(() => { child.kill("SIGKILL"); });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0] ?? "";
    expect(await (await fetch(url)).text()).toContain("Detractor, no comment");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
