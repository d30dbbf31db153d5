import type { Visiting } from "../../../functions/visit/visiting.ts";
import type { Claiming } from "../../../functions/visit/claim-for.ts";

/** The part of the pages' world that pages without a reward never ask. */
export const nothingToClaim: Omit<Claiming, "clock"> & Pick<Visiting, "accept" | "cases"> = {
  stocks: { code: () => Promise.resolve(undefined) },
  claims: { claim: () => Promise.resolve({ kind: "nothing" }) },
  codeFor: () => Promise.resolve("CODE"),
  digest: (text) => text,
  cases: { find: () => Promise.resolve(undefined) },
  accept: () => Promise.reject(new Error("nobody answers anything")),
};
