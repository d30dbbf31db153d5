/** The deployed desk: who is let in, that its pages come, and that what is done there reaches Slack and the customer. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { beforeAll, describe, expect, it } from "vitest";
import { sealedSessions } from "../../shared/adapters/sessions/sealed-sessions.ts";
import type { Session, Sessions } from "../../shared/desk-ports.ts";
import { caseworkOf, typesOf } from "../outside/support/casework.ts";
import { until } from "../outside/support/until.ts";
import { openLane } from "./support/lane.ts";
import { clientOf } from "./support/local-aws.ts";

const lane = openLane();
const cases = caseworkOf(lane);

let sessions: Sessions;
let session: Session;
let Cookie: string;
beforeAll(async () => {
  const { SecretString = "{}" } = await new SecretsManagerClient(clientOf(lane.aws)).send(new GetSecretValueCommand({ SecretId: `afterscore/${lane.stage}/desk` }));
  const { key } = JSON.parse(SecretString) as { key: string };
  sessions = sealedSessions({ keys: () => Promise.resolve([key]), clock: { now: () => new Date() } });
  const { user } = (await lane.slack.call("users.lookupByEmail", { email: "mia@us.example" })) as unknown as { user: { id: string } };
  session = { id: "a-visit", visitor: { id: user.id, name: "Mia", email: "mia@us.example" } };
  Cookie = `__Host-desk=${await sessions.seal(session, new Date(Date.now() + 3_600_000).toISOString())}`;
});

const get = async (path: string, headers: Readonly<Record<string, string>> = { Cookie }) => {
  const answer = await fetch(`${lane.url}${path}`, { headers, redirect: "manual" });
  return { status: answer.status, text: await answer.text() };
};
const act = async (caseId: string, fields: Readonly<Record<string, string>>) => {
  const { text } = await get(`/desk/cases/${caseId}`);
  const once = /name="once" value="([^"]+)"/.exec(text)?.[1] ?? "";
  const body = new URLSearchParams({ formToken: await sessions.formToken(session), once, ...fields });
  return (await fetch(`${lane.url}/desk/cases/${caseId}/events`, { method: "POST", headers: { Cookie }, body, redirect: "manual" })).status;
};

describe("the deployed desk", () => {
  it("lets nobody in who has not signed in", async () => {
    const { status, text } = await get("/desk", {});
    expect([status, text.includes("Signing in is not set up yet")]).toEqual([401, true]);
  });

  it("shows its pages to a CSM, and not what is for leads and operators", async () => {
    const { caseId, responseId, who } = await cases.open({}, 2);
    const shown = await Promise.all(["/desk", "/desk/cases?state=unresolved", `/desk/cases?find=${encodeURIComponent(who.email)}`, `/desk/cases/${caseId}`, "/desk/responses?q=nothing-like-it", `/desk/responses/${responseId}`].map(async (path) => [path, (await get(path)).status]));
    expect(shown.filter(([, status]) => status !== 200)).toEqual([]);
    const refused = await Promise.all(["/desk/messages", "/desk/setup", "/desk/cases.csv", "/desk/responses.csv"].map(async (path) => (await get(path)).status));
    expect(refused).toEqual([403, 403, 403, 403]);
  });

  it("works a case: Slack tells of it, and a reply goes to the customer", async () => {
    const opened = await cases.open({}, 2);
    expect(await act(opened.caseId, { event: "note", note: "Their export is slow" })).toBe(303);
    expect(await act(opened.caseId, { event: "reply", message: "We are looking into it." })).toBe(303);
    expect(await act(opened.caseId, { event: "resolve", outcome: "recovered", rootCause: "bug" })).toBe(303);
    const { shown, headline, lines } = await cases.seen(opened, 3);
    expect(typesOf(shown.timeline)).toEqual(["open", "note", "contact", "resolve"]);
    expect(headline).toMatch(/resolved$/);
    expect(lines).toEqual([expect.stringContaining("Their export is slow"), expect.stringContaining(session.visitor.id), expect.stringContaining(`Resolved by <@${session.visitor.id}>`)]);
    await until("the reply", async () => (await lane.mailsTo(opened.who.email)).find(({ BodyText }) => BodyText.includes("We are looking into it.")));
  });
});
