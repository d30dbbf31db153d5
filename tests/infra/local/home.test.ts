import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openHome } from "../../../infra/local/home.ts";
import { temporaryFolder } from "./support.ts";

const reopened = async (folder: string) => {
  const home = await openHome(folder);
  home.close();
  return home.secrets;
};

describe("a data folder", () => {
  it("makes its secrets up once and keeps them, for its owner's eyes alone", async () => {
    const folder = await temporaryFolder();
    const made = await reopened(folder);
    expect(new Set(Object.values(made)).size).toBe(6);
    expect(await reopened(folder)).toEqual(made);
    expect(statSync(join(folder, "secrets.json")).mode & 0o077).toBe(0);
  });

  it("of the first format keeps everything, and the codes that people were given stay theirs", async () => {
    const folder = await temporaryFolder();
    const old = { apiKey: "a", slackToken: "xoxb-local-1", slackSigningSecret: "s", linkSecret: "l" };
    writeFileSync(join(folder, "format.json"), JSON.stringify({ format: 1 }));
    writeFileSync(join(folder, "secrets.json"), JSON.stringify(old));
    expect(await reopened(folder)).toEqual({ ...old, pseudonymsKey: old.linkSecret, deskKey: old.linkSecret });
    expect(await reopened(folder)).toEqual({ ...old, pseudonymsKey: old.linkSecret, deskKey: old.linkSecret });
    expect(JSON.parse(readFileSync(join(folder, "format.json"), "utf8"))).toEqual({ format: 3 });
  });

  it("of the second format keeps everything, and the desk has a key at once and for good", async () => {
    const folder = await temporaryFolder();
    const old = { apiKey: "a", slackToken: "xoxb-local-1", slackSigningSecret: "s", linkSecret: "l", pseudonymsKey: "p" };
    writeFileSync(join(folder, "format.json"), JSON.stringify({ format: 2 }));
    writeFileSync(join(folder, "secrets.json"), JSON.stringify(old));
    const opened = await reopened(folder);
    expect(opened).toMatchObject(old);
    expect(opened.deskKey).not.toBe("");
    expect(await reopened(folder)).toEqual(opened);
  });
});
