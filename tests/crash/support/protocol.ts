import type { Engines } from "../../../infra/local/sources.ts";
import type { Settings } from "../../../infra/local/functions.ts";
import type { PortFactory } from "./ports.ts";

/**
 * A place at which a process can end: before a call leaves it, or after the call was carried out and
 * before its answer is seen. A call is told apart by the function, the ports it was made through, and
 * its operation: `after route · Plans.commit · TransactWriteItems`.
 */
export type Point = `${"before" | "after"} ${string}`;

/** What the process that is to be killed is started with. */
export type Assignment = {
  readonly settings: Settings;
  readonly engines: Engines;
  readonly factories: readonly PortFactory[];
  /** Where engines and checkpoints keep what survives. */
  readonly folder: string;
  readonly port: number;
};

/**
 * What it is told: to begin, with its clock so far ahead; where to end, if that is a place only it can see;
 * that time has passed. Milliseconds.
 */
export type Order =
  | { readonly kind: "begin"; readonly ahead: number; readonly end?: Point }
  | { readonly kind: "end"; readonly at?: Point }
  | { readonly kind: "pass"; readonly ms: number };

/** What it says: that it is ready, that it was at a place only it can see, that time has passed for it too. */
export type Word = { readonly kind: "ready" } | { readonly kind: "at"; readonly point: Point } | { readonly kind: "passed" };

/** The header by which a call says on whose behalf it is made. */
export const callerHeader = "x-afterscore-caller";

/** How the parts of a call's name are joined. */
export const joint = " · ";

/** Whether a call asks, again and again, whether there is anything to do. */
export function isPoll(operation: string): boolean {
  return /(?:ReceiveMessage|GetRecords)$/.test(operation);
}
