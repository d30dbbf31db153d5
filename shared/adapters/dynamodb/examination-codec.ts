import * as z from "zod/mini";
import type { Examination } from "../../domain/finding.ts";

const examinationSchema = z.object({ at: z.string(), findings: z.array(z.object({ kind: z.enum(["ok", "hint", "wrong"]), text: z.string() })) });

/** The item as it was written. */
export function decodeExamination(item: unknown): Examination {
  return examinationSchema.parse(item);
}
