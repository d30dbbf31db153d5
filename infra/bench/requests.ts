import type { httpHandler } from "../../shared/runtime/http-handler.ts";

/** A function that answers requests, as AWS calls it. */
export type HttpHandler = ReturnType<typeof httpHandler>;
type Event = Parameters<HttpHandler>[0];

/** The counted workload: bodies below 600 bytes, over 20 surveys and 40 accounts. */
export function bodyOf(n: number): string {
  return JSON.stringify({
    survey: { id: `survey-${n % 20}`, name: "Onboarding, day 30" },
    metric: "nps",
    score: 9,
    comment: "It does what it says, and the people behind it answer.",
    respondent: { id: `u_${n}`, email: `u_${n}@acme.example`, name: "Lin Wei", locale: "en" },
    account: { id: `account-${n % 40}`, name: "Acme", plan: "Scale", mrr: 2000, currency: "USD" },
    channel: "email",
  });
}

/** A post as API Gateway hands it to a function. */
function posted(body: string, apiKey: string): Event {
  const http = { method: "POST", path: "/v1/responses", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" };
  const requestContext = {
    accountId: "1", apiId: "bench", authentication: null, authorizer: {}, domainName: "bench.example", domainPrefix: "bench", http,
    requestId: "1", routeKey: "ANY /v1/responses", stage: "$default", time: "21/Nov/2026:00:00:00 +0000", timeEpoch: 0,
  };
  return {
    version: "2.0", routeKey: "ANY /v1/responses", rawPath: "/v1/responses", rawQueryString: "", cookies: [],
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body, isBase64Encoded: false, requestContext, pathParameters: {}, stageVariables: {},
  };
}

/**
 * Posts so many, one after another.
 *
 * @returns microseconds of this process's CPU for each
 */
export function cpuOf(handler: HttpHandler, apiKey: string, requests: number, from = 0): Promise<number> {
  return cpuPer(requests, async (n) => {
    const { statusCode, body } = await handler(posted(bodyOf(from + n), apiKey));
    if (statusCode !== 202) throw new Error(`not accepted: ${statusCode} ${body}`);
  });
}

/**
 * Does something so often, one after another.
 *
 * @returns microseconds of this process's CPU for each
 */
export async function cpuPer(times: number, work: (n: number) => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < times; n += 1) await work(n);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
