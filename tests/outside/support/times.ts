/**
 * Whether the times of the contract and the bars are asked for, on a machine with nothing else to do
 * (`STRICT_TIMES=1 npx vitest run tests/outside`). They are printed in any case; what is counted always holds.
 */
export const strictTimes = process.env["STRICT_TIMES"] === "1";
