import * as z from "zod/mini";
import { isDay } from "../../shared/domain/window.ts";

/** A local day, as questions about figures name their span by. */
export const daySchema = z.string().check(z.meta({ format: "date" }), z.refine(isDay, "must be a day, such as 2026-11-21"));
