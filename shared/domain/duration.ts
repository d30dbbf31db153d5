import * as z from "zod/mini";

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time written as `30s`, `15m`, `1h` or `7d`; milliseconds once parsed. `0s` is allowed. */
export const durationSchema = z.pipe(
  z.string().check(z.regex(/^\d{1,6}[smhd]$/, "must be a length of time such as 30s, 15m, 1h or 7d")),
  z.transform((text) => {
    const unit = text.at(-1);
    const count = Number(text.slice(0, -1));
    return count * (unit === "s" ? units.s : unit === "m" ? units.m : unit === "h" ? units.h : units.d);
  }),
);
