import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { bandSchema } from "../../../shared/domain/metric.ts";
import { CommandError } from "../support/command-error.ts";
import type { Laptop } from "../support/laptop.ts";
import type { Dated } from "./week.ts";

const receiptSchema = z.object({ id: z.string(), band: bandSchema, revision: z.number() });

/** What the API answered to a response. */
export type Receipt = z.infer<typeof receiptSchema> & { readonly replayed: boolean };

const figuresSchema = z.object({
  n: z.number(),
  score: z.number().nullable(),
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
});
const scoresSchema = z.object({ total: figuresSchema, buckets: z.array(figuresSchema.extend({ segment: z.string().optional() })) });

/** A score with what it rests on. */
export type Figures = z.infer<typeof figuresSchema>;
/** The answer of `GET /v1/scores`. */
export type Scores = z.infer<typeof scoresSchema>;

/** The public API, as any sender would use it. */
export type Api = {
  /** Posts a response, and waits as long as it is told to when there is too much or the store is away. */
  post(body: Dated["body"]): Promise<Receipt>;
  /** NPS by region: of the last 90 days, as the API does when nothing is said. */
  scores(): Promise<Scores>;
};

/** Where the demo reads its scores. */
export const scoresPath = "/v1/scores?metric=nps&segment=region";

const mostTries = 10;
/** How long to wait where an answer does not say; milliseconds. */
const usualWait = 1000;

/** The API of the Afterscore on this machine, with its local key. */
export function apiOf({ url, apiKey }: Pick<Laptop, "url" | "apiKey">): Api {
  const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };
  const ask = async (path: string, init: RequestInit = {}) => {
    for (let tries = 1; ; tries += 1) {
      const answer = await reach(`${url}${path}`, { ...init, headers });
      const text = await answer.text();
      if (answer.ok) return { answer, json: jsonOf(text) };
      if (!mayRetry(answer.status) || tries === mostTries) throw refused(answer.status, text, url);
      await sleep(retryAfter(answer));
    }
  };
  return {
    post: async (body) => {
      const { answer, json } = await ask("/v1/responses", { method: "POST", body: JSON.stringify(body) });
      return { ...receiptSchema.parse(json), replayed: answer.headers.get("Idempotent-Replayed") === "true" };
    },
    scores: async () => scoresSchema.parse((await ask(scoresPath)).json),
  };
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    throw new CommandError(
      "Afterscore stopped answering: start it again with npm start and run npm run demo again; what is there already counts once.",
      { cause: error },
    );
  }
}

function mayRetry(status: number): boolean {
  return status === 429 || status === 503;
}

/** Milliseconds to wait, as `Retry-After` says in seconds or as a date. */
function retryAfter({ headers }: Response): number {
  const value = headers.get("Retry-After");
  if (value === null) return usualWait;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(wait) ? usualWait : Math.max(0, wait);
}

function refused(status: number, text: string, url: string): CommandError {
  const hint = status === 401 ? " Is local.json of another instance? Start Afterscore anew with npm start." : "";
  return new CommandError(`${url} answered ${status}: ${text}${hint}`);
}

function jsonOf(text: string): unknown {
  return JSON.parse(text);
}
