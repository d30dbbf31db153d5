import * as z from "zod/mini";
import type { Visitor } from "../../shared/desk-ports.ts";
import { given } from "../../shared/http/given.ts";

const peopleSchema = z.array(z.object({ id: z.string(), name: z.string(), email: z.optional(z.string()) }));

/** The people of a laptop, as its environment says them; nobody where it says nothing, as on AWS. @param text JSON */
export function peopleIn(text: string | undefined): readonly Visitor[] {
  return text === undefined || text === "" ? [] : peopleSchema.parse(JSON.parse(text)).map(({ id, name, ...more }) => ({ id, name, ...given(more) }));
}
