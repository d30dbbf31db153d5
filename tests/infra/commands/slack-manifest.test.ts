import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppsManifestValidateArguments } from "@slack/web-api";
import { describe, expect, expectTypeOf, it, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { readManifestCommand } from "../../../infra/commands/support/slack-manifest/arguments.ts";
import type { slackManifest } from "../../../infra/commands/support/slack-manifest/manifest.ts";
import { botScopes, reasonsForScopes } from "../../../shared/adapters/slack/bot-scopes.ts";
import { routes } from "../../../infra/topology.ts";
import { runCommandFile } from "./running.ts";

const apiUrl = "https://abc123.execute-api.eu-central-1.amazonaws.com";
const manifest = (...words: readonly string[]) => runCommandFile("slack-manifest", words, {});

const url = z.string().regex(/^https:\/\//).max(3000);
const words = (most: number, least = 1) => z.string().min(least).max(most);
/** What we use of the schema that Slack publishes (github.com/slackapi/manifest-schema), with its limits; other fields are refused. */
const documented = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal([1, 2]), minor_version: z.int() }),
  display_information: z.strictObject({ name: words(35), description: words(140), long_description: words(4000, 175) }),
  features: z.strictObject({
    app_home: z.strictObject({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean(), messages_tab_read_only_enabled: z.boolean() }),
    bot_user: z.strictObject({ display_name: words(80).regex(/^[a-z0-9_.-]+$/), always_online: z.boolean() }),
    slash_commands: z.array(z.strictObject({ command: words(32).startsWith("/"), url: url.optional(), description: words(2000), usage_hint: words(1000) })).max(50),
  }),
  oauth_config: z.strictObject({ redirect_urls: z.array(url).max(1000).optional(), scopes: z.strictObject({ bot: z.array(words(50)).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: url.optional(), bot_events: z.array(words(50)).max(100) }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: url.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

describe("the manifest", () => {
  it.each([["for AWS", ["--url", apiUrl]], ["for a laptop", ["--socket"]]])("%s keeps to what Slack documents, in YAML and in JSON", async (_, reach) => {
    const [yaml, json] = await Promise.all([manifest(...reach), manifest(...reach, "--json")]);
    expect([yaml.code, json.code]).toEqual([0, 0]);
    const content = documented.parse(parse(yaml.stdout));
    expect(JSON.parse(json.stdout)).toEqual(content);
    expect(content.oauth_config.scopes.bot).toEqual(botScopes);
  });

  it("knows only fields that Slack's client knows", () => {
    type Slacks = NonNullable<AppsManifestValidateArguments["manifest"]>;
    type Ours = ReturnType<typeof slackManifest>;
    expectTypeOf<Ours["features"]>().toExtend<Slacks["features"]>();
    expectTypeOf<Ours["settings"]["interactivity"]>().toExtend<NonNullable<Slacks["settings"]>["interactivity"]>();
    expectTypeOf<keyof Ours>().toExtend<keyof Slacks>();
  });

  it("for AWS gives Slack the three addresses that the deployed API answers at, whatever slash ends the given one", async () => {
    for (const given of [apiUrl, `${apiUrl}/`, apiUrl.toUpperCase().replace("HTTPS", "https")]) {
      const { features, settings } = documented.parse(JSON.parse((await manifest("--url", given, "--json")).stdout));
      const addresses = [settings.interactivity.request_url, features.slash_commands[0]?.url, settings.event_subscriptions.request_url];
      expect(addresses).toEqual(["interactions", "commands", "events"].map((path) => `${apiUrl}/slack/${path}`));
      expect(settings.socket_mode_enabled).toBe(false);
      for (const address of addresses) expect(routes.some(({ path, to }) => to === "interact" && matches(path, new URL(address ?? "").pathname))).toBe(true);
    }
  });

  it("for AWS lets Slack send people back to the desk, and asks nobody who installs it for their own data", async () => {
    const { oauth_config: oauth } = documented.parse(JSON.parse((await manifest("--url", `${apiUrl}/`, "--json")).stdout));
    expect(oauth.redirect_urls).toEqual([`${apiUrl}/desk/sign-in/slack`]);
    expect(routes.some(({ path, to }) => to === "desk" && matches(path, "/desk/sign-in/slack"))).toBe(true);
    expect(Object.keys(oauth.scopes)).toEqual(["bot"]);
  });

  it("for a laptop names no address, and turns Socket Mode on", async () => {
    const { stdout } = await manifest("--socket");
    expect(stdout).not.toContain("http");
    expect(documented.parse(parse(stdout)).settings.socket_mode_enabled).toBe(true);
  });

  it("says of every scope what it is for", async () => {
    const { stdout } = await manifest("--socket");
    for (const [scope, reason] of Object.entries(reasonsForScopes)) expect(stdout).toContain(`- ${scope} # ${reason}\n`);
  });

  it("asks for what the guide explains, in the same words", async () => {
    const guide = await readFile("docs/slack.md", "utf8");
    const explained = [...guide.matchAll(/^\| `([a-z:.]+)` \| ([^|]*) \|$/gm)].map(([, scope, reason]) => [scope, reason]);
    expect(explained).toEqual(Object.entries(reasonsForScopes));
  });

  it("goes into a file when one is named, and nothing else goes to stdout", async () => {
    const folder = await mkdtemp(join(tmpdir(), "afterscore-manifest-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, "manifest.yaml");
    const { code, stdout, stderr } = await manifest("--socket", "--out", file);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain(`The manifest is in ${file}`);
    documented.parse(parse(await readFile(file, "utf8")));
    expect(await manifest("--socket", "--out", join(folder, "nowhere", "x"))).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/cannot be written/) as string });
  });
});

/** Whether a route of API Gateway takes a path. */
function matches(route: string, path: string): boolean {
  return new RegExp(`^${route.replace(/:\w+|\{\w+\+?\}|\*/g, ".+")}$`).test(path);
}

describe("what it does not understand is answered with the reason and the usage", () => {
  test.each<[string, readonly string[], string]>([
    ["nothing", [], "Say how Slack reaches"],
    ["both ways", ["--socket", "--url", apiUrl], "exclude each other"],
    ["an unknown option", ["--socket", "--colour"], "Unknown option '--colour'"],
    ["an option without its value", ["--url"], "'--url <value>' argument missing"],
    ["a word", ["--socket", "please"], "Unexpected argument 'please'"],
    ["no file's name", ["--socket", "--out", ""], "--out needs"],
    ["no address", ["--url", "abc123"], "'abc123' is no address"],
    ["an address without https", ["--url", "http://api.example"], "https:// addresses only"],
    ["an address with a path", ["--url", `${apiUrl}/slack/events`], "without a path"],
    ["an address with a query", ["--url", `${apiUrl}?a=b`], "without a path"],
    ["the laptop's address", ["--url", "http://127.0.0.1:8787"], "use --socket"],
  ])("%s", (_, words, reason) => {
    expect(() => readManifestCommand(words)).toThrow(reason);
    expect(() => readManifestCommand(words)).toThrow("Usage:\n  npm run slack:manifest -- --url");
  });

  it("and ends with 1, as one message", async () => {
    expect(await manifest()).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^Say how Slack reaches[^\n]*\n\nUsage:/) as string });
  });
});
