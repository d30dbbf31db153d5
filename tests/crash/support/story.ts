import type { Metric } from "../../../shared/domain/metric.ts";
import type { Rule } from "./engines.ts";
import type { Outcome, Scene } from "./scene.ts";

/** Something that happens, and all that may be seen of it afterwards, whatever was killed meanwhile. */
export type Story = {
  readonly name: string;
  readonly metric?: Metric;
  /** The policy it happens under, if it is not the usual one. */
  readonly rule?: Rule;
  /** What has happened before, undisturbed. */
  readonly before?: { readonly play: (scene: Scene) => Promise<unknown>; readonly outcome: Outcome };
  readonly play: (scene: Scene) => Promise<unknown>;
  readonly outcome: Outcome;
  /** What is to be seen besides. */
  readonly also?: { readonly look: (scene: Scene) => Promise<unknown>; readonly outcome: unknown };
};
