import * as z from "zod";
import type { Mistake } from "../../../../shared/runtime/problem.ts";
import { type Asking, type Door, askDoor, mayPass, waitBefore } from "../api-door.ts";
import { CommandError } from "../command-error.ts";
import type { Counts } from "./how-far.ts";
import type { Refused } from "./refused-rows.ts";

/** A row on its way: the line it stands in, and its body as JSON. */
export type Sending = { readonly line: number; readonly text: string };

/** What became of rows. */
export type Sent = { readonly counts: Counts; readonly refused: readonly Refused[] };

/** What a batch may hold, as the API has it: rows, and bytes with some room. */
export const largestBatch = { rows: 500, bytes: 4 * 1024 * 1024 - 64 * 1024 };

const mistakeSchema = z.object({ pointer: z.string(), detail: z.string() });
const answersSchema = z.array(
  z.object({
    status: z.number(),
    replayed: z.boolean().optional(),
    body: z.object({ revision: z.number().optional(), detail: z.string().optional(), errors: z.array(mistakeSchema).optional() }),
  }),
);
type Answer = z.infer<typeof answersSchema>[number];

const mostTries = 12;

/**
 * Posts rows, no two of them with the same id, until each is stored or refused. A row that could not be stored for now
 * is posted again by itself: the others are not asked twice.
 */
export async function sendRows(door: Door, asking: Asking, rows: readonly Sending[]): Promise<Sent> {
  const counts = { stored: 0, corrected: 0, known: 0, refused: 0 };
  const refused: Refused[] = [];
  let left = rows;
  for (let tries = 1; left.length > 0; tries += 1) {
    const answers = await post(door, asking, left);
    const again: Sending[] = [];
    for (const [at, row] of left.entries()) {
      const answer = answers[at];
      if (answer === undefined) throw new CommandError(`${door.url} answered ${answers.length} of ${left.length} rows: is it an Afterscore of this version?`);
      const fate = fateOf(answer);
      if (fate === "again") again.push(row);
      else {
        counts[fate] += 1;
        if (fate === "refused") refused.push({ line: row.line, mistakes: mistakesIn(answer) });
      }
    }
    if (again.length > 0 && tries === mostTries) throw new CommandError(`${door.url} cannot store anything for now, and was asked ${mostTries} times.`);
    if (again.length > 0) await asking.wait(waitBefore(tries));
    left = again;
  }
  return { counts, refused };
}

async function post(door: Door, asking: Asking, rows: readonly Sending[]): Promise<readonly Answer[]> {
  const headers = { "Content-Type": "application/x-ndjson" };
  const body = rows.map(({ text }) => text).join("\n");
  const answers = answersSchema.safeParse(await askDoor(door, asking, "/v1/responses/batch", { method: "POST", headers, body }));
  if (!answers.success) throw new CommandError(`${door.url} did not answer as an Afterscore of this version does.`);
  return answers.data;
}

function fateOf({ status, replayed, body }: Answer): keyof Counts | "again" {
  if (mayPass(status)) return "again";
  if (status !== 202) return "refused";
  if (replayed === true) return "known";
  return (body.revision ?? 1) > 1 ? "corrected" : "stored";
}

function mistakesIn({ status, body }: Answer): readonly Mistake[] {
  return body.errors ?? [{ pointer: "", detail: body.detail ?? `was answered with ${status}` }];
}
