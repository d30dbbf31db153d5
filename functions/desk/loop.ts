import type { Hono } from "hono";
import * as z from "zod/mini";
import { bucketLimit } from "../../shared/domain/window.ts";
import type { Caller } from "../../shared/http/api-key.ts";
import { given } from "../../shared/http/given.ts";
import { checked } from "../../shared/http/mistakes.ts";
import { wanted } from "../../shared/http/paging.ts";
import { queryOf } from "../../shared/http/query.ts";
import { invalid, problem } from "../../shared/runtime/problem.ts";
import { type LoopReading, loopSpan, mostCases, readLoop } from "../../shared/scoring/read-loop.ts";
import { daySchema } from "./days.ts";

/** The question of `GET /v1/loop`. */
export const loopQuerySchema = z.strictObject({
  from: z.optional(daySchema),
  to: z.optional(daySchema),
  owner: z.optional(wanted("mia@us.example")),
  by: z.optional(z.enum(["owner", "day", "week", "month"])),
});

/** `GET /v1/loop`: how well the loop is closed. */
export function addLoop(app: Hono<Caller>, needs: LoopReading): void {
  app.get("/v1/loop", async (c) => {
    const said = queryOf(c);
    if (!said.ok) return problem(c, invalid(said.errors));
    const query = checked(loopQuerySchema, said.value);
    if (!query.ok) return problem(c, invalid(query.errors));
    const asked = given(query.value);
    const { start, end } = loopSpan(asked, needs);
    if (start >= end) return problem(c, invalid([asked.to === undefined ? { pointer: "/from", detail: `must be before ${end}` } : { pointer: "/to", detail: `must be after ${start}` }]));
    const loop = await readLoop(needs, asked);
    switch (loop) {
      case "too many cases":
        return problem(c, invalid([{ pointer: "/from", detail: `must leave at most ${mostCases} cases: more were opened from ${start} to ${end}. Ask for a shorter span` }]));
      case "too many buckets":
        return problem(c, invalid([{ pointer: "/by", detail: `must give at most ${bucketLimit} buckets: ask for a shorter span, or by week or month` }]));
      default:
        return c.json(loop);
    }
  });
}
