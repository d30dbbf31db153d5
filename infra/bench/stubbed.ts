import { Hono } from "hono";
import { receiveApp } from "../../functions/receive/app.ts";
import type { ApiKey } from "../../shared/ports.ts";
import { authenticateWith, formatKey, hashSecret } from "../../shared/http/api-key.ts";
import { readText } from "../../shared/http/read-body.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { httpHandler } from "../../shared/runtime/http-handler.ts";
import { requestId } from "../../shared/runtime/problem.ts";
import { readPolicySource } from "../policy-source.ts";
import type { HttpHandler } from "./requests.ts";

/** The key that everything is measured with, and as its holder has it. */
export const key: ApiKey = {
  id: "bench", name: "bench", source: "bench", scopes: ["write"], hash: hashSecret("bench"), createdAt: "2026-11-21T00:00:00Z", ratePerSecond: 1_000_000,
};
export const apiKey = formatKey(key.id, "bench");

/** Who finds that key at once. */
export const authenticate = authenticateWith({ find: () => Promise.resolve(key) }, systemClock);

/** Receive with a store that says yes at once. */
export function stubbedReceive(): HttpHandler {
  const never = () => Promise.reject(new Error("not asked for"));
  let identity = 0;
  return httpHandler(
    receiveApp({
      responses: { insert: () => Promise.resolve({ kind: "inserted" }), revise: never, claimKey: never, find: never, withEffects: never, list: never, touch: never, isErased: () => Promise.resolve(false) },
      accounts: { find: never, findAll: never, merge: never },
      erasures: { includes: () => Promise.resolve(false) },
      authenticate,
      clock: systemClock,
      digest,
      newIdentity: () => String((identity += 1)),
      policy: readPolicySource("policy.yaml").policy,
      ratePerSecond: 1_000_000,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    }),
  );
}

/** HTTP and nothing behind it: an event is read, routed and answered. */
export function bareHandler(): HttpHandler {
  const app = new Hono();
  app.use(requestId());
  app.post("/v1/responses", async (c) => {
    await readText(c, ["application/json"], 65_536);
    return c.json({ id: "rsp_1", band: "promoter", revision: 1, href: "/v1/responses/rsp_1" }, 202);
  });
  return httpHandler(app);
}
