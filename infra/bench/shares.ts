import { randomBytes } from "node:crypto";
import { checkResponse } from "../../functions/receive/check-body.ts";
import { canonicalJson } from "../../shared/domain/canonical-json.ts";
import { parseJson } from "../../shared/http/read-body.ts";
import { digest } from "../../shared/runtime/digest.ts";
import { type Figure, median, told } from "./figure.ts";
import { bodyOf, cpuOf, cpuPer } from "./requests.ts";
import { apiKey, authenticate, bareHandler, stubbedReceive } from "./stubbed.ts";

const rounds = 5;
const times = 500;

/** The parts of accepting a response that can be done by themselves. */
function partsOfAccepting(): Readonly<Record<string, () => Promise<number>>> {
  const bare = bareHandler();
  const bodies = Array.from({ length: times }, (_, n) => bodyOf(n));
  const parsed = bodies.map((body) => parsedOf(body));
  return {
    "HTTP, Hono": () => cpuOf(bare, apiKey, times),
    authentication: () => cpuPer(times, () => authenticate(`Bearer ${apiKey}`)),
    validation: () => cpuPer(times, (n) => checkResponse(parsedOf(bodies[n] ?? ""), Date.now())),
    "identity, digest": () => cpuPer(times, (n) => [digest(canonicalJson(parsed[n] ?? null)), randomBytes(18).toString("base64url")]),
  };
}

/**
 * Where the time of one accepted response goes: its parts, each by itself, beside the whole, in turns.
 *
 * @param whole microseconds of a response that is really stored
 */
export async function sharesOf(whole: () => Promise<number>): Promise<readonly Figure[]> {
  const stubbed = stubbedReceive();
  const parts = Object.entries(partsOfAccepting());
  const measured: { readonly store: number; readonly parts: readonly number[] }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const all = await whole();
    const alone = await cpuOf(stubbed, apiKey, times);
    const each: number[] = [];
    for (const [, cpu] of parts) each.push(((await cpu()) / all) * 100);
    // In the first, everything becomes warm.
    if (round > 0) measured.push({ store: (1 - alone / all) * 100, parts: each });
  }
  const store = median(measured.map((round) => round.store));
  const shares = parts.map(([what], at) => ({ what, share: median(measured.map((round) => round.parts[at] ?? NaN)) }));
  const rest = 100 - store - shares.reduce((sum, { share }) => sum + share, 0);
  return [{ what: "storing, SDK", share: store }, ...shares, { what: "the rest", share: rest }].map(({ what, share }) =>
    told("P1", `of an accepted response: ${what}`, Math.max(0, share), "%"),
  );
}

function parsedOf(body: string) {
  const json = parseJson(body);
  if (!json.ok) throw new Error("the workload is not JSON");
  return json.value;
}
