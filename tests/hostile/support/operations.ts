import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import type * as z from "zod";
import { accountFieldsSchema, responseBodySchema } from "../../../shared/domain/response.ts";
import { signToken } from "../../../shared/runtime/token.ts";
import * as expected from "./expected.ts";
import { type Text, type Tree, accountFields, broken, nastyBytes, nastyJson, nastyText, placesOf, printed, treeOf, validBody } from "./nasty.ts";
import type { Asked, Pipeline } from "./pipeline.ts";

/** An operation, what is thrown at it, and what it may say to that. */
export type Operation = {
  /** As the application names it, e.g. `GET /v1/cases/:id`. */
  readonly name: string;
  readonly asked: fc.Arbitrary<Asked>;
  /** Besides 400, 401, 403, 404, 405, 413, 415, 422: what is a fair answer to anybody. */
  readonly answers: Readonly<Record<number, z.ZodType | "page" | "nothing" | "anything">>;
  /** It answers people, whose errors are pages as well. */
  readonly isPage?: boolean;
};

const json = ["Content-Type", "application/json"] as const;
const anywhere = ["application/json; charset=utf-8", "APPLICATION/JSON", "application/x-ndjson", "text/plain", "", "application/json, text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ";", "application/json;charset=utf-16"];
/** Headers that are no business of the operation, or that lie. */
const oddHeader = fc.oneof(
  fc.constantFrom(...anywhere).map((type) => ["Content-Type", type] as const),
  fc.constantFrom("gzip", "br", "identity", "x").map((coding) => ["Content-Encoding", coding] as const),
  fc.constantFrom("", " ", "k".repeat(255), "k".repeat(256), "\u00ff", "a,b", "answer-1").map((key) => ["Idempotency-Key", key] as const),
  fc.constantFrom("text/html", "*/*", ";;;").map((type) => ["Accept", type] as const),
  fc.constantFrom("x-request-id", "x-forwarded-host", "x-http-method-override", "__proto__", "if-none-match", "range", "origin", "cookie", "x-amzn-trace-id").map((name) => [name, "DELETE"] as const),
);
const segment = fc.oneof(nastyText.map(encoded), fc.constantFrom("%", "%2", "%zz", "%C3%28", "%ED%A0%80", "%2F", "%3F%23", "%00", "..", ".", "a;b=c", "~", "%252F", "x".repeat(2_000)));
const queryValue = fc.oneof(nastyText.map(encoded), fc.constantFrom("%zz", "%", "%FF", "+", "1e2", "0x10", "200", "201", "-1", "0.5", "nps", "detractor", "critical", "open", "2026-11-21", "2026-01-01", "2026-11-21T00:00:00Z", "day", "quarter", "rolling_30_days", "rolling_90_days", "true", "owner", "plan", "survey", "MjAyNi0xMS0yMQ"));

/** Everything that can be asked over HTTP. */
export function operationsOf(pipeline: Pipeline, known: { readonly response: string; readonly case: string }): readonly Operation[] {
  const keys = fc.oneof({ weight: 30, arbitrary: fc.constant(`Bearer ${pipeline.apiKey}`) }, fc.constantFrom("", "Bearer", "Bearer as_local_wrong", "Basic eDp4", `bearer ${pipeline.apiKey}`, `Bearer ${pipeline.apiKey} `, `Bearer ${pipeline.apiKey}, x`, "Bearer as_constructor_x"));
  const request = (method: string, target: fc.Arbitrary<string>, body: fc.Arbitrary<Uint8Array> = fc.constant(new Uint8Array()), type: readonly (readonly [string, string])[] = []): fc.Arbitrary<Asked> =>
    fc.record({
      method: fc.oneof({ weight: 25, arbitrary: fc.constant(method) }, fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")),
      target,
      headers: fc.tuple(keys, fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(oddHeader, { maxLength: 3 }))).map(([key, odd]) => [...(key === "" ? [] : [["Authorization", key] as const]), ...type.filter(([name]) => !odd.some(([other]) => other === name)), ...odd]),
      body,
    });
  const list = (path: string, names: readonly [string, ...string[]]) =>
    fc.array(fc.tuple(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, nastyText.map(encoded)), queryValue), { maxLength: 4 }).map((pairs) => `${path}${pairs.length === 0 ? "" : "?"}${pairs.map(([name, value]) => `${name}=${value}`).join("&")}`);
  // With dots alone it would be another address.
  const at = (path: string, ids: readonly string[]) => fc.oneof(fc.constantFrom(...ids), segment.filter((id) => id !== "." && id !== "..")).map((id) => `${path}${id}`);
  const bodies = (valid: fc.Arbitrary<Text>, wrong: fc.Arbitrary<Text>) => fc.oneof({ weight: 3, arbitrary: valid.map(bytes) }, { weight: 6, arbitrary: wrong.map(bytes) }, { weight: 1, arbitrary: nastyJson.map(bytes) }, { weight: 1, arbitrary: nastyBytes });

  const answer = validBody.map(treeOf);
  const text: fc.Arbitrary<Text> = fc.oneof(answer.map(printed), broken(answer, placesOf(responseBodySchema)));
  const account: fc.Arbitrary<Tree> = accountFields.map(treeOf);
  const person: fc.Arbitrary<Text> = fc.oneof(
    fc.constantFrom('{"id":"nobody"}', '{"email":"Nobody@people.example"}', '{"id":"a","email":"a@b.example"}', '{"id":"answer-1"}', "{}", '{"email":"somebody1@people.example"}', '{"id":"__proto__"}', '{"__proto__":{"id":"x"}}'),
    nastyText.map((id) => JSON.stringify({ id })),
    nastyText.map((email) => JSON.stringify({ email })),
    nastyJson,
  );
  const event: fc.Arbitrary<Tree> = fc
    .oneof(
      fc.constantFrom<Record<string, unknown>>({ type: "acknowledge" }, { type: "reopen" }, { type: "assign", owner: "U0MIA" }, { type: "assign", owner: "mia@us.example" }),
      nastyText.map((note) => ({ type: "note", note })),
      nastyText.map((how) => ({ type: "contact", how })),
      fc.constantFrom("2026-11-21", "9999-12-31T00:00:00Z", "+1000000-01-01T00:00:00Z", new Date(Date.now() + 3_600_000).toISOString()).map((until) => ({ type: "snooze", until })),
      fc.tuple(fc.constantFrom("recovered", "churned", "won"), fc.constantFrom("bug", "__proto__"), nastyText).map(([outcome, rootCause, note]) => ({ type: "resolve", outcome, rootCause, note })),
    )
    .map(treeOf);
  const eventPlaces = ["type", "owner", "note", "how", "until", "outcome", "rootCause"].map((place) => [place]);
  const invitation: fc.Arbitrary<Tree> = fc
    .record({ survey: fc.constantFrom("onboarding", "__proto__", "*", "=a", "a#b").map((id) => ({ id })), count: fc.constantFrom(1, 120, 1_000_000), sentAt: fc.constantFrom("2026-11-21T00:00:00Z", "0000-01-01T00:00:00Z", "1970-01-01T00:00:00+23:59"), id: fc.nat(30).map((n) => `send-${n}`) }, { requiredKeys: ["survey", "count"] })
    .map(treeOf);
  const invitationPlaces = ["survey", "count", "sentAt", "id"].map((place) => [place]).concat([["survey", "id"]]);
  const paths = fc.constantFrom("/v1/scores", "/v1/cases");
  const token = (effectId: string) => signToken(pipeline.linkSecret, { purpose: "reward", effectId });
  const leaving = signToken(pipeline.linkSecret, { purpose: "unsubscribe", effectId: `${known.response}.follow_up`, address: "nobody-s-pseudonym" });
  const slack = (path: string, body: fc.Arbitrary<Uint8Array>) =>
    fc.tuple(request("POST", fc.constant(path), body), fc.nat(9)).map(([asked, luck]) => (luck === 0 ? asked : signed(asked, pipeline.slack.signingSecret)));
  const payload = fc.oneof(nastyJson, fc.constantFrom('{"type":"block_actions","user":{"id":"U1"}}', '{"type":"view_submission"}', `{"type":"view_submission","user":{"id":"U0MIA"},"view":{"id":"V1","callback_id":"case.note","private_metadata":"{\\"caseId\\":\\"${known.case}\\"}","state":{"values":{"note":{"value":{"value":"\\u0000"}}}}}}`, `{"type":"block_actions","user":{"id":"U0MIA"},"actions":[{"action_id":"case.acknowledge","value":"${known.case}"}]}`, `{"type":"block_actions","user":{"id":"U0MIA"},"trigger_id":"x","actions":[{"action_id":"case.more","selected_option":{"value":"draft:${known.case}"}}]}`, `{"type":"block_actions","user":{"id":"U1"},"channel":{"id":"${pipeline.slack.defaultChannel}"}}`, '{"type":"block_actions","user":{"id":"__proto__"},"channel":{"id":""}}'));

  return [
    { name: "POST /v1/responses", asked: request("POST", fc.constant("/v1/responses"), bodies(answer.map(printed), broken(answer, placesOf(responseBodySchema))), [json]), answers: { 202: expected.receipt, 410: expected.problem, 200: "anything" } },
    {
      name: "POST /v1/responses/batch",
      asked: fc.oneof(
        request("POST", fc.constant("/v1/responses/batch"), bodies(fc.array(text, { maxLength: 4 }).map((items) => `[${items.join(",")}]`), fc.constantFrom(`[${"1,".repeat(600)}1]`, "[[]]", "{}")), [json]),
        request("POST", fc.constant("/v1/responses/batch"), bodies(fc.array(text, { maxLength: 4 }).map((items) => items.join("\n")), fc.array(fc.oneof(text, fc.constantFrom("", "{", " ", "\r", "\u2028")), { maxLength: 4 }).map((lines) => lines.join("\r\n"))), [["Content-Type", "application/x-ndjson"]]),
      ),
      answers: { 207: expected.batch, 404: expected.problem },
    },
    { name: "GET /v1/responses", asked: request("GET", list("/v1/responses", ["respondent", "account", "from", "to", "survey", "metric", "band", "counted", "segment", "value", "limit", "cursor"]), nastyBytes), answers: { 200: expected.listOf(expected.response), 202: expected.receipt } },
    { name: "GET /v1/responses/:id", asked: request("GET", at("/v1/responses/", [known.response, known.response, "rsp_none"])), answers: { 200: expected.response, 410: expected.problem } },
    { name: "PUT /v1/accounts/:id", asked: request("PUT", at("/v1/accounts/", ["acme", "a%20b"]), bodies(account.map(printed), broken(account, placesOf(accountFieldsSchema))), [json]), answers: { 200: expected.account } },
    { name: "GET /v1/accounts/:id", asked: request("GET", at("/v1/accounts/", ["acme", "a%20b", "none"])), answers: { 200: expected.account } },
    { name: "GET /healthz", asked: request("GET", fc.constantFrom("/healthz", "/healthz?x=%zz", "/healthz#")), answers: { 200: "anything" } },
    { name: "GET /openapi.json", asked: request("GET", fc.constantFrom("/openapi.json", "/openapi.json?x=%zz", "/openapi.json#")), answers: { 200: expected.document } },
    { name: "GET /docs", asked: request("GET", fc.constantFrom("/docs", "/docs?x=%00", "/docs#")), answers: { 200: "page" } },
    { name: "GET /v1/cases", asked: request("GET", list("/v1/cases", ["state", "owner", "account", "severity", "limit", "cursor"]), nastyBytes), answers: { 200: expected.listOf(expected.oneCase) } },
    { name: "GET /v1/cases/:id", asked: request("GET", at("/v1/cases/", [known.case, known.case, "case_none"])), answers: { 200: expected.oneCase } },
    {
      name: "POST /v1/cases/:id/events",
      asked: request("POST", at("/v1/cases/", [known.case, known.case, "case_none"]).map((target) => `${target}/events`), bodies(event.map(printed), broken(event, eventPlaces)), [json]),
      answers: { 200: expected.oneCase, 409: expected.problem },
    },
    { name: "GET /v1/scores", asked: request("GET", fc.oneof(list("/v1/scores", ["metric", "survey", "from", "to", "interval", "segment"]), list("/v1/scores?metric=nps", ["survey", "from", "to", "interval", "segment"]).map((target) => target.replace(/\?(.*)\?/, "?$1&")), paths.map((path) => `${path}?metric=nps&from=0001-01-01&to=9999-12-31&interval=quarter`))), answers: { 200: expected.scores.or(expected.listOf(expected.oneCase)) } },
    {
      name: "POST /v1/referrals",
      asked: request("POST", fc.constant("/v1/referrals"), bodies(fc.constantFrom('{"code":"AAAA2222","type":"visit"}', '{"code":"AAAA2222","type":"signup","id":"x"}', '{"code":" ","type":"visit"}', '{"code":"__proto__","type":"visit"}', '{"code":"AAAA2222","type":"constructor"}'), nastyText.map((code) => JSON.stringify({ code, type: "visit", id: code }))), [json]),
      answers: { 200: expected.referral, 404: expected.problem },
    },
    { name: "GET /v1/loop", asked: request("GET", list("/v1/loop", ["from", "to", "owner", "by"])), answers: { 200: expected.loop } },
    { name: "POST /v1/invitations", asked: request("POST", fc.constant("/v1/invitations"), bodies(invitation.map(printed), broken(invitation, invitationPlaces)), [json]), answers: { 202: expected.invitations, 200: expected.invitationDays } },
    { name: "GET /v1/invitations", asked: request("GET", list("/v1/invitations", ["survey", "from", "to"])), answers: { 200: expected.invitationDays } },
    { name: "GET /v1/referrals/:code", asked: request("GET", at("/v1/referrals/", ["AAAA2222", "aaaa2222", "a"])), answers: { 200: expected.referral } },
    { name: "POST /v1/respondents/erase", asked: request("POST", fc.constant("/v1/respondents/erase"), person.map(bytes), [json]), answers: { 200: expected.erased } },
    { name: "POST /v1/respondents/export", asked: request("POST", fc.constant("/v1/respondents/export"), bodies(person, person), [json]), answers: { 200: expected.exported } },
    ...["add", "remove", "show"].map((act): Operation => ({
      name: `POST /v1/suppressions/${act}`,
      asked: request("POST", fc.constant(`/v1/suppressions/${act}`), bodies(person, person), [json]),
      answers: { 200: expected.standing },
    })),
    { name: "POST /slack/interactions", asked: slack("/slack/interactions", fc.oneof(nastyBytes, payload.map((said) => bytes(`payload=${encoded(said)}`)))), answers: { 200: "anything" } },
    { name: "POST /slack/commands", asked: slack("/slack/commands", fc.oneof(nastyBytes, nastyText.map((text) => bytes(`command=%2Fafterscore&user_id=U0MIA&text=${encoded(text)}`)), fc.constantFrom("cases", "scores", "case __proto__", "scores __proto__", `case ${known.case}`).map((text) => bytes(`command=%2Fafterscore&user_id=U0MIA&text=${encoded(text)}`)))), answers: { 200: "anything" } },
    { name: "POST /slack/events", asked: slack("/slack/events", fc.oneof(nastyBytes, nastyJson.map(bytes), fc.constantFrom('{"type":"url_verification","challenge":"\\ud800"}', '{"type":"event_callback"}').map(bytes))), answers: { 200: "anything" } },
    { name: "GET /m/:token", asked: request("GET", at("/m/", [token(`${known.response}.reward`), token("rsp_none.reward"), token("."), token("\u0000"), `${token("rsp_1.x")}x`])), answers: { 200: "page", 405: "page", 410: "page" }, isPage: true },
    {
      name: "POST /m/:token",
      asked: fc.oneof(
        request("POST", at("/m/", [leaving, leaving, `${leaving}x`, token(`${known.response}.reward`), token("rsp_none.reward")]), fc.oneof(nastyBytes, fc.constantFrom("List-Unsubscribe=One-Click", "leave=confirmed", "leave=confirmed&leave=x", "List-Unsubscribe=One-Click%00", "=&=&", "%zz=%").map(bytes)), [["Content-Type", "application/x-www-form-urlencoded"]]),
        request("POST", fc.constant(`/m/${leaving}`), fc.oneof(nastyBytes, fc.constantFrom('--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n', "--x--", "--x\r\n\r\n", "").map(bytes)), [["Content-Type", "multipart/form-data; boundary=x"]]),
      ),
      answers: { 200: "anything", 405: "page", 410: "page" },
      isPage: true,
    },
    { name: "* /v1/*", asked: request("GET", fc.oneof(segment, fc.constantFrom("", "respondents", "respondents/", "responses/", "responses//", "accounts/", "cases/x/events", "scores/", "responses/batch/x", "//x", "openapi.json")).map((path) => `/v1/${path}`)), answers: { 200: "anything" } },
  ];
}

function bytes(text: string): Uint8Array {
  return Buffer.from(text);
}

/** Percent-encoded; half of a pair as the bytes that it would be. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function signed(asked: Asked, secret: string): Asked {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(asked.body).digest("hex")}`;
  return { ...asked, headers: [...asked.headers, ["X-Slack-Request-Timestamp", timestamp], ["X-Slack-Signature", signature]] };
}
