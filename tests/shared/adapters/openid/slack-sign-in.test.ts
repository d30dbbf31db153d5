import { SignJWT, UnsecuredJWT, type JWTPayload } from "jose";
import { describe, expect, it } from "vitest";
import { freePort } from "../../../../infra/local/engines/free-port.ts";
import { type MaybeSlackApp, slackSignIn } from "../../../../shared/adapters/openid/slack-sign-in.ts";
import { SlackUnreachable } from "../../../../shared/adapters/openid/slack-unreachable.ts";
import type { Admission } from "../../../../shared/desk-ports.ts";
import { type Provider, startProvider } from "./provider.ts";

const app = { clientId: "123.456", clientSecret: "hush", teamId: "T0ACME" };
const attempt = { state: "state-1", nonce: "nonce-1", redirectUri: "https://api.example/desk/sign-in/slack" };
const now = new Date("2026-06-01T12:00:00.000Z");
const seconds = now.getTime() / 1000;

/** What Slack says of Mia, as its documentation shows it. */
const mia: JWTPayload = {
  iss: "https://slack.com", sub: "U0MIA", aud: app.clientId, iat: seconds, exp: seconds + 300, auth_time: seconds, nonce: attempt.nonce,
  "https://slack.com/team_id": app.teamId, "https://slack.com/user_id": "U0MIA",
  email: "mia@example.com", email_verified: true, name: "Mia Chen", locale: "en-US",
};

const { exp: _, ...endless } = mia;

const signInAt = ({ url }: Pick<Provider, "url">, known: MaybeSlackApp = app) => slackSignIn({ app: () => Promise.resolve(known), clock: { now: () => now }, slackUrl: url });

/** What comes of a sign-in for which Slack gives this ID token. */
async function admittedWith(idToken: (provider: Provider) => Promise<string> | string): Promise<Admission> {
  const provider = await startProvider();
  provider.answers.token = { body: { ok: true, access_token: "xoxp-1", token_type: "Bearer", id_token: await idToken(provider) } };
  return signInAt(provider).admit("code-1", attempt);
}

describe("the address of a sign-in", () => {
  it("is Slack's, and says who asks for what, and where to come back", async () => {
    const signIn = slackSignIn({ app: () => Promise.resolve(app), clock: { now: () => now } });
    const url = new URL((await signIn.address(attempt)) ?? "");
    expect(url.origin + url.pathname).toBe("https://slack.com/openid/connect/authorize");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: "code", scope: "openid profile email", client_id: app.clientId, team: app.teamId,
      state: "state-1", nonce: "nonce-1", redirect_uri: attempt.redirectUri,
    });
  });

  it.each<MaybeSlackApp>([{}, { ...app, clientId: undefined }, { ...app, clientSecret: undefined }, { ...app, teamId: undefined }])("is none while part of the app is not known: %j", async (known) => {
    const signIn = slackSignIn({ app: () => Promise.resolve(known), clock: { now: () => now } });
    expect(await signIn.address(attempt)).toBeUndefined();
    expect(await signIn.admit("code-1", attempt)).toEqual({ kind: "refused", because: "Nobody has set up signing in here." });
  });
});

describe("somebody who comes back from Slack", () => {
  it("is who Slack says, and Slack was asked with the code and the app's secret", async () => {
    const provider = await startProvider();
    provider.answers.token = { body: { ok: true, id_token: await provider.sign(mia) } };
    expect(await signInAt(provider).admit("code-1", attempt)).toEqual({ kind: "admitted", visitor: { id: "U0MIA", name: "Mia Chen", email: "mia@example.com" } });
    expect(provider.asked.map((form) => Object.fromEntries(form))).toEqual([
      { grant_type: "authorization_code", client_id: app.clientId, client_secret: app.clientSecret, code: "code-1", redirect_uri: attempt.redirectUri },
    ]);
  });

  it("is admitted without an address that is not verified, and by the id without a name", async () => {
    expect(await admittedWith(({ sign }) => sign({ ...mia, email_verified: false }))).toEqual({ kind: "admitted", visitor: { id: "U0MIA", name: "Mia Chen" } });
    expect(await admittedWith(({ sign }) => sign({ ...mia, email_verified: undefined, name: " " }))).toEqual({ kind: "admitted", visitor: { id: "U0MIA", name: "U0MIA" } });
  });

  it("may have a clock that differs by some seconds", async () => {
    for (const by of [-20, 20]) expect(await admittedWith(({ sign }) => sign({ ...mia, iat: seconds + by, exp: seconds + by + 10 }))).toMatchObject({ kind: "admitted" });
  });

  it("leaves Slack's keys known to those who come next", async () => {
    const provider = await startProvider();
    provider.answers.token = { body: { ok: true, id_token: await provider.sign(mia) } };
    const signIn = signInAt(provider);
    for (const code of ["1", "2", "3"]) expect(await signIn.admit(code, attempt)).toMatchObject({ kind: "admitted" });
    expect(provider.keysAsked.times).toBe(1);
  });
});

describe("nobody is admitted", () => {
  const notTrusted = "That is no answer of Slack's to this sign-in. Start again.";

  it.each<[what: string, claims: JWTPayload]>([
    ["another nonce", { ...mia, nonce: "nonce-2" }],
    ["no nonce", { ...mia, nonce: undefined }],
    ["another app", { ...mia, aud: "123.457" }],
    ["several apps", { ...mia, aud: [app.clientId, "123.457"] }],
    ["another issuer", { ...mia, iss: "https://slack.example" }],
    ["no end", endless],
    ["a beginning to come", { ...mia, iat: seconds + 120, exp: seconds + 420 }],
    ["nobody", { ...mia, "https://slack.com/user_id": "" }],
    ["no workspace", { ...mia, "https://slack.com/team_id": undefined }],
  ])("with a token for %s", async (_, claims) => {
    expect(await admittedWith(({ sign }) => sign(claims))).toEqual({ kind: "refused", because: notTrusted });
  });

  it.each<[what: string, token: (provider: Provider) => Promise<string> | string]>([
    ["by somebody else", ({ sign, stranger }) => sign(mia, stranger)],
    ["by nobody", () => new UnsecuredJWT(mia).encode()],
    ["with the app's secret", () => new SignJWT(mia).setProtectedHeader({ alg: "HS256", kid: "k1" }).sign(new TextEncoder().encode(app.clientSecret.repeat(8)))],
    ["with a key that Slack does not have", async ({ stranger }) => new SignJWT(mia).setProtectedHeader({ alg: "RS256", kid: "k2" }).sign(stranger)],
    ["at all", () => "no token"],
  ])("with a token that was not signed %s", async (_, token) => {
    expect(await admittedWith(token)).toEqual({ kind: "refused", because: notTrusted });
  });

  it("with a token that is over, or old", async () => {
    for (const claims of [{ ...mia, iat: seconds - 360, exp: seconds - 60 }, { ...mia, iat: seconds - 400, exp: seconds + 600 }]) {
      expect(await admittedWith(({ sign }) => sign(claims))).toEqual({ kind: "refused", because: "That took too long. Start again." });
    }
  });

  it("who is of another workspace", async () => {
    const admission = await admittedWith(({ sign }) => sign({ ...mia, "https://slack.com/team_id": "T0OTHER" }));
    expect(admission).toMatchObject({ kind: "refused", because: expect.stringContaining("another Slack workspace") as string });
  });

  it.each([
    ["invalid_code", "Start again"],
    ["code_already_used", "Start again"],
    ["bad_client_secret", "npm run doctor"],
    ["bad_redirect_uri", "npm run doctor"],
    ["access_denied", "(access_denied)"],
  ])("whose code Slack refuses as %s, and they are told", async (error, words) => {
    const provider = await startProvider();
    provider.answers.token = { body: { ok: false, error } };
    expect(await signInAt(provider).admit("code-1", attempt)).toMatchObject({ kind: "refused", because: expect.stringContaining(words) as string });
  });
});

describe("that Slack cannot be asked is thrown", () => {
  const failing = async (change: (provider: Provider) => void) => {
    const provider = await startProvider();
    provider.answers.token = { body: { ok: true, id_token: await provider.sign(mia) } };
    change(provider);
    return signInAt(provider).admit("code-1", attempt).then(() => undefined, (error: unknown) => error);
  };

  it.each<[what: string, change: (provider: Provider) => void]>([
    ["it is in trouble", ({ answers }) => { answers.token = { status: 503, body: "" }; }],
    ["it says so itself", ({ answers }) => { answers.token = { body: { ok: false, error: "internal_error" } }; }],
    ["it answers no JSON", ({ answers }) => { answers.token = { body: "<html>" }; }],
    ["it answers something else", ({ answers }) => { answers.token = { body: { ok: true, id_token: 1, access_token: "xoxp-secret" } }; }],
    ["it does not give its keys", ({ answers }) => { answers.keys = { status: 500, body: "" }; }],
    ["it gives no keys", ({ answers }) => { answers.keys = { body: { keys: "none" } }; }],
  ])("when %s", async (_, change) => {
    const error = await failing(change);
    expect(error).toBeInstanceOf(SlackUnreachable);
    expect(String(error)).not.toMatch(/xoxp-secret|hush/);
  });

  it("when nobody is there, with the cause", async () => {
    const error = await signInAt({ url: `http://127.0.0.1:${await freePort()}/` }).admit("code-1", attempt).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "SlackUnreachable", cause: expect.any(Error) as Error });
  });

  it("when it takes longer than two seconds, for the token or for its keys", async () => {
    const slow = await Promise.all([
      failing(({ answers }) => { answers.token = { ...answers.token, delayMs: 4_000 }; }),
      failing(({ answers }) => { answers.keys = { body: {}, delayMs: 4_000 }; }),
    ]);
    for (const error of slow) expect(error).toMatchObject({ name: "SlackUnreachable", cause: expect.any(Error) as Error });
  });

  it("when it sends us elsewhere: the app's secret does not follow", async () => {
    const elsewhere = await startProvider();
    const error = await failing(({ answers }) => { answers.token = { status: 307, body: "", location: `${elsewhere.url}api/openid.connect.token` }; });
    expect(error).toBeInstanceOf(SlackUnreachable);
    expect(elsewhere.asked).toEqual([]);
  });
});
