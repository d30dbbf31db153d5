import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startAfterscore } from "../../outside/support/afterscore.ts";
import { type Ran, runCommandFile } from "./running.ts";
import { type RunningStage, firstKey, startStage } from "./stage.ts";

let stage: RunningStage;
beforeAll(async () => { stage = await startStage(); });
afterAll(() => stage.stop());

const secrets = (words: readonly string[], piped = ""): Promise<Ran> => runCommandFile("secrets", words, stage.env, piped);
const kept = (name: string) => JSON.parse(stage.told.secrets.get(`afterscore/dev/${name}`) ?? "") as Record<string, unknown>;
const signing = (digit: string) => digit.repeat(32);

describe("the secret slack", () => {
  it("is set from what was deployed, and shown by nothing", async () => {
    stage.told.secrets.set("afterscore/dev/slack", JSON.stringify({ botToken: "not-set", signingSecret: "not-set" }));
    expect((await secrets(["list"])).stdout).toMatch(/^slack +not set/m);
    const { code, stdout, stderr } = await secrets(["set", "slack"], `xoxb-1-new\n${signing("a")}\n`);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/slack of stage dev is set\. .*within five minutes/);
    expect(stdout).not.toMatch(/xoxb-1-new|aaaa/);
    expect(kept("slack")).toEqual({ botToken: "xoxb-1-new", signingSecret: signing("a"), olderSigningSecrets: [] });
  });

  it("keeps the former signing secrets for a while, and what was not given as it is", async () => {
    for (const digit of ["b", "c", "d"]) expect((await secrets(["set", "slack"], `\n${signing(digit)}\n`)).code).toBe(0);
    expect(kept("slack")).toEqual({ botToken: "xoxb-1-new", signingSecret: signing("d"), olderSigningSecrets: [signing("c"), signing("b")] });
    await secrets(["set", "slack"], "xoxb-1-newer\n\n");
    expect(kept("slack")).toMatchObject({ botToken: "xoxb-1-newer", signingSecret: signing("d"), olderSigningSecrets: [signing("c"), signing("b")] });
    expect((await secrets(["list"])).stdout).toMatch(/^slack +set +2 /m);
  });

  it("takes nothing that is no secret, and nothing as a word", async () => {
    const before = kept("slack");
    for (const piped of ["xoxp-1\n\n", "\nnot hexadecimal\n"]) expect((await secrets(["set", "slack"], piped)).stderr).toContain("Nothing was changed");
    expect((await secrets(["set", "slack", "xoxb-1-typed"])).stderr).toContain("never given as words");
    expect(kept("slack")).toEqual(before);
  });
});

describe("the secret links", () => {
  it("gets a new key each time, and every older one goes on opening links", async () => {
    const keys: unknown[] = [firstKey];
    for (const _ of [1, 2]) {
      const { code, stdout } = await secrets(["rotate", "links"]);
      expect(code).toBe(0);
      const { key, olderKeys } = kept("links");
      expect(key).toMatch(/^[\w-]{43}$/);
      expect(olderKeys).toEqual(keys);
      expect(stdout).not.toContain(key);
      keys.unshift(key);
    }
  });
});

describe("the secret desk", () => {
  const given = { clientId: "1234567890.9876543210", clientSecret: signing("e"), teamId: "T0ACME" };
  const asLines = ({ clientId, clientSecret, teamId }: typeof given) => `${clientId}\n${clientSecret}\n${teamId}\n`;

  it("lets people sign in, keeps its key, and is shown by nothing", async () => {
    stage.told.secrets.set("afterscore/dev/desk", JSON.stringify({ key: firstKey }));
    const { code, stdout, stderr } = await secrets(["set", "desk"], asLines(given));
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/workspace T0ACME can sign in at the desk of stage dev\. .*within five minutes/);
    expect(stdout).not.toMatch(/eeee|ffff/);
    expect(kept("desk")).toEqual({ key: firstKey, olderKeys: [], ...given });
  });

  it("keeps what was not given as it is", async () => {
    expect((await secrets(["set", "desk"], `\n${signing("a")}\n\n`)).code).toBe(0);
    expect(kept("desk")).toEqual({ key: firstKey, olderKeys: [], ...given, clientSecret: signing("a") });
  });

  it.each(["xoxb-1-new\n\n\n", "\nnot hexadecimal\n\n", "\n\nacme.slack.com\n"])("takes nothing that is none: %j", async (piped) => {
    const before = kept("desk");
    expect(await secrets(["set", "desk"], piped)).toMatchObject({ code: 1, stderr: expect.stringContaining("Nothing was changed") as string });
    expect(kept("desk")).toEqual(before);
  });

  it("takes nothing by halves", async () => {
    stage.told.secrets.set("afterscore/dev/desk", JSON.stringify({ key: firstKey }));
    const { code, stderr } = await secrets(["set", "desk"], `${given.clientId}\n\n\n`);
    expect([code, stderr]).toEqual([1, "Signing in needs all three: client id, client secret and the workspace's id. Nothing was changed.\n"]);
    expect(kept("desk")).toEqual({ key: firstKey });
  });

  it("gets a new key and keeps the one before it, so that twice signs everybody out", async () => {
    await secrets(["set", "desk"], asLines(given));
    const { code, stdout } = await secrets(["rotate", "desk"]);
    expect(code).toBe(0);
    const once = kept("desk");
    expect(once).toEqual({ key: expect.stringMatching(/^[\w-]{43}$/) as string, olderKeys: [firstKey], ...given });
    expect(stdout).not.toContain(once["key"]);
    await secrets(["rotate", "desk"]);
    expect(kept("desk")).toMatchObject({ olderKeys: [once["key"]], ...given });
    expect((await secrets(["list"])).stdout).toMatch(/^desk +set +1 /m);
  });
});

it("on a laptop there is nothing to set, and it says why", async () => {
  const app = await startAfterscore();
  onTestFinished(() => app.stop());
  const { code, stderr } = await runCommandFile("secrets", ["list"], { AFTERSCORE_HOME: app.home });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The laptop makes its own secrets.*AFTERSCORE_STAGE\.\n$/);
});
