/** How a part of the API is described: one file for each in `areas/`, and `document.ts` makes OpenAPI of them. */
import type * as z from "zod";
import type { Json } from "../../shared/domain/canonical-json.ts";
import type { Scope } from "../../shared/ports.ts";

/** One request and what comes of it. Every one of them is carried out by a test, in the order in which they stand. */
export type Example = {
  readonly summary: string;
  /** Values of the path's and the query's parameters, and of headers, by name. */
  readonly with?: Readonly<Record<string, string>>;
  /** The body; text where its media type is not JSON. */
  readonly body?: Json;
  /** The body's media type, where it is not the operation's first. */
  readonly as?: string;
  /** The operation's first success when absent. */
  readonly status?: number;
  /** What is answered; absent where another example of the operation shows the same. */
  readonly answer?: Json;
};

/** What may come of a request: in words, and as which schema. */
export type Answer = {
  readonly description: string;
  /** Which of the answer's schemas the body has. */
  readonly schema: string;
  /** `application/json` when absent. */
  readonly mediaType?: string;
  /** It may be a repeat, and then says so by a header. */
  readonly replays?: boolean;
};

/** One method of one address. */
export type Operation = {
  readonly method: "get" | "post" | "put";
  /** As OpenAPI writes it: `/v1/responses/{id}`. */
  readonly path: string;
  /** What generated clients call it. */
  readonly id: string;
  readonly summary: string;
  /** Markdown's paragraphs and `code`, nothing else of it. */
  readonly description?: string;
  /** What the key must be allowed to; absent where no key is asked for. */
  readonly scope?: Scope;
  /** The names in the path, in words. */
  readonly inPath?: Readonly<Record<string, string>>;
  /** The schema that validates the query, and its fields in words. */
  readonly query?: { readonly schema: z.core.$ZodType; readonly words: Readonly<Record<string, string>> };
  /** Takes an `Idempotency-Key`; what a repeat under it means, in words. */
  readonly idempotencyKey?: string;
  /** Which schema the body has, by media type, and how large it may be. */
  readonly body?: { readonly as: Readonly<Record<string, string>>; readonly limitKiB: number };
  /** By status; what any operation of its kind may refuse is added. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Refusals of its own, by status, in words. */
  readonly refusals?: Readonly<Record<number, string>>;
  readonly examples: Readonly<Record<string, Example>>;
};

/** A schema with what its fields mean: by their path, such as `survey.id`, `items[].band`, or "" for itself. */
export type Worded = { readonly schema: z.core.$ZodType; readonly words: Readonly<Record<string, string>> };

/** A part of the API. Names of schemas are those of the document, so no two areas share one. */
export type Area = {
  readonly name: string;
  readonly description: string;
  /** What is sent, by the schemas that validate it. */
  readonly requests?: Readonly<Record<string, Worded>>;
  /** What is answered. */
  readonly answers?: Readonly<Record<string, Worded>>;
  readonly operations: readonly Operation[];
};

type DeepReadonly<T> = T extends readonly (infer Item)[] ? readonly DeepReadonly<Item>[] : T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

/**
 * A schema of answers that everything of the product's own type fits: a field that is taken away, or becomes
 * something else, does not compile. One that is added is found by the examples' test, since the schemas are strict.
 */
export function answering<Product>() {
  return <Schema extends z.ZodType>(schema: Schema & (DeepReadonly<Product> extends DeepReadonly<z.output<Schema>> ? unknown : never)): Schema => schema;
}
