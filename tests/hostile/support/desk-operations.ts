import * as fc from "fast-check";
import { nastyText } from "./nasty.ts";
import type { Operation } from "./operations.ts";
import type { Pipeline } from "./pipeline.ts";

/** A visit to the desk: the cookie under both of its names, and what its forms carry. */
type Visit = { readonly cookie: string; readonly formToken: string };

/** Somebody who has signed in, as the laptop's own person. */
export async function visitDesk({ url }: Pick<Pipeline, "url">): Promise<Visit> {
  const answer = await fetch(`${url}/desk`);
  const sealed = /^desk=([^;]+)/.exec(answer.headers.get("set-cookie") ?? "")?.[1] ?? "";
  const formToken = /name="formToken" value="([^"]+)"/.exec(await answer.text())?.[1] ?? "";
  return { cookie: `desk=${sealed}; __Host-desk=${sealed}`, formToken };
}

/** Everything that can be asked of the desk's pages. */
export function deskOperations(visit: Visit, known: { readonly response: string; readonly case: string }): readonly Operation[] {
  const cookies = fc.oneof({ weight: 12, arbitrary: fc.constant(visit.cookie) }, fc.constantFrom("", "desk=x", "__Host-desk=a.b.c; desk=a.b.c", "desk-language=zh", "=;;="));
  const value = fc.oneof(
    nastyText.map((text) => encodeURIComponent(text.toWellFormed())),
    fc.constantFrom("", "%zz", "%FF", "acknowledge", "note", "reply", "snooze", "resolve", "arrived", "again", "bug", "recovered", "nps", "smile", "2026-11-21", "2026-02-30", "+020000-01-01", "9999-12-31", "0001-01-01", "day", "week", "plan", "survey", "open", "unresolved", "sent", "unknown", "follow_up", "30", "1e9", "zh", "xx", "true", known.case, known.response, "cas..", "MjAyNi0xMS0yMQ"),
  );
  // With a slash or dots alone it would be another address.
  const ids = fc.oneof(fc.constantFrom(known.case, known.response, `${known.response}.thank`, "case_x", "__proto__", "%00", "x".repeat(500), "%F0%9F%98%80"), nastyText.map((text) => encodeURIComponent(text.toWellFormed())).filter((id) => id !== "." && id !== ".." && id !== "" && !/%2F/i.test(id)));
  const query = (names: readonly string[]) => fc.array(fc.tuple(fc.constantFrom(...names, "lang", "colour"), value), { maxLength: 4 }).map((pairs) => (pairs.length === 0 ? "" : `?${pairs.map(([name, said]) => `${name}=${said}`).join("&")}`));
  const page = (path: string, names: readonly string[], more: Partial<Operation> = {}): Operation => ({
    name: `GET ${path}`,
    asked: fc.record({
      method: fc.oneof({ weight: 20, arbitrary: fc.constant("GET") }, fc.constantFrom("HEAD", "POST", "PUT", "DELETE", "OPTIONS")),
      target: fc.tuple(ids, query(names)).map(([id, said]) => `${path.replace(/:\w+/, id)}${said}`),
      headers: fc.tuple(cookies, fc.constantFrom("", "zh-CN", "*", "x;q=y", "en-GB,zh;q=0.1")).map(([cookie, language]) => [["Cookie", cookie] as const, ["Accept-Language", language] as const]),
      body: fc.constant(new Uint8Array()),
    }),
    // A search for an id leads to what it names.
    answers: { 200: "page", 303: "anything", 403: "anything", ...more.answers },
    isPage: true,
  });
  /** @param told what the form says in most cases, so that it comes as far as a form of ours */
  const form = (path: string, fields: readonly string[], told: Readonly<Record<string, readonly string[]>> = {}): Operation => ({
    name: `POST ${path}`,
    asked: fc.record({
      method: fc.constant("POST"),
      target: ids.map((id) => path.replace(/:\w+/, id)),
      headers: fc.tuple(cookies, fc.oneof({ weight: 9, arbitrary: fc.constant("application/x-www-form-urlencoded") }, fc.constantFrom("text/plain", "application/json", "multipart/form-data; boundary=x"))).map(([cookie, type]) => [["Cookie", cookie] as const, ["Content-Type", type] as const]),
      body: fc.tuple(fc.oneof({ weight: 9, arbitrary: fc.constant(visit.formToken) }, fc.constantFrom("", "x")), fc.tuple(...Object.entries(told).map(([name, said]) => fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...said) }, value).map((one) => [name, one] as const))), fc.array(fc.tuple(fc.constantFrom(...fields), value), { maxLength: 6 })).map(([formToken, usual, pairs]) => Buffer.from([`formToken=${formToken}`, ...[...usual, ...pairs].map(([name, said]) => `${name}=${said}`)].join("&"))),
    }),
    answers: { 200: "page", 303: "anything", 403: "anything", 409: "page" },
    isPage: true,
  });
  const list = ["respondent", "account", "from", "to", "survey", "metric", "band", "counted", "segment", "value", "limit", "cursor", "q"];
  const cases = ["state", "owner", "account", "severity", "find", "cursor", "done"];
  const csv = { answers: { 200: "anything" as const } };
  return [
    page("/desk", ["metric", "survey", "days", "from", "to", "interval", "segment"]),
    page("/desk/cases", cases),
    page("/desk/cases.csv", cases, csv),
    page("/desk/cases/:id", cases),
    form("/desk/cases/:id/events", ["note", "how", "said", "owner", "until", "date", "outcome", "rootCause", "message"], { once: ["once-and-again", "another-once"], event: ["acknowledge", "take", "assign", "note", "contact", "reply", "snooze", "resolve", "reopen"] }),
    form("/desk/cases/:id/drafts", ["subject", "message"], { does: ["send", "discard", "edited"], draft: [`${known.response}.thank:1`, `${known.response}.x:0`] }),
    page("/desk/responses", list),
    page("/desk/responses.csv", list, csv),
    page("/desk/responses/:id", list),
    page("/desk/messages", ["kind", "state", "cursor", "decided", "about"]),
    form("/desk/messages/:effectId/decide", ["x"], { decision: ["arrived", "again"], attempts: ["1", "0", "9999"] }),
    page("/desk/setup", []),
    page("/desk/sign-in", ["to"]),
    form("/desk/sign-in", ["person", "to"]),
    page("/desk/sign-in/begin", ["to"]),
    page("/desk/sign-in/slack", ["code", "state", "error"]),
    form("/desk/sign-out", ["x"]),
    page("/desk/style/:file", [], csv),
  ];
}
