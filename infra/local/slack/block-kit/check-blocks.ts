import * as z from "zod";
import type { JsonObject } from "../json.ts";
import { jsonObject } from "../json.ts";
import { Refusal } from "../refusal.ts";
import { type Block, block } from "./blocks.ts";
import { actionIds } from "./controls.ts";
import { withIds } from "./invented-ids.ts";

/** Where blocks stand decides how many there may be. */
export type Surface = "message" | "view";
const MOST_BLOCKS: Readonly<Record<Surface, number>> = { message: 50, view: 100 };

/**
 * Text over all blocks of one message. Undocumented: Slack's maintainers name "12,000 text characters
 * with a buffer for block containers" (slackapi/bolt-js#2509), and it refuses with its own error.
 */
const MOST_TEXT = 12_000;

type Finding = { readonly at: readonly PropertyKey[]; readonly says: string };

const findingsOf = (issue: z.core.$ZodIssue, base: readonly PropertyKey[], value: unknown): Finding[] => {
  const at = [...base, ...issue.path];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ at, says: `invalid additional property: ${key}` }));
    case "invalid_union":
      return [{ at, says: `unsupported type: ${JSON.stringify(valueAt(value, issue.path))}` }];
    case "invalid_type":
      return valueAt(value, issue.path) === undefined
        ? [{ at: at.slice(0, -1), says: `missing required field: ${String(at.at(-1))}` }]
        : [{ at, says: `must be a ${issue.expected}` }];
    case "invalid_value":
      return [{ at, says: `must be one of ${issue.values.map(String).join(", ")}` }];
    case "custom":
    case "invalid_element":
    case "invalid_format":
    case "invalid_key":
    case "not_multiple_of":
    case "too_big":
    case "too_small":
      return [{ at, says: issue.message }];
  }
};

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined), value);

/** A place in what was sent, e.g. `/blocks/0/text`. */
const pointer = (path: readonly PropertyKey[]): string => path.map((key) => `/${String(key)}`).join("");

const inWords = ({ at, says }: Finding): string => `[ERROR] ${says} [json-pointer:${pointer(at)}]`;

const refuse = (findings: readonly Finding[]): never => {
  throw new Refusal("invalid_blocks", findings.map(inWords));
};

/** What is wrong with a value, in Slack's words and with its place below `base`. */
export const complaints = (error: z.ZodError, base: readonly PropertyKey[], value: unknown): string[] =>
  error.issues.flatMap((issue) => findingsOf(issue, base, value)).map(inWords);

const repeats = (ids: readonly { id: string; path: PropertyKey[] }[], name: string): Finding[] =>
  ids
    .filter(({ id }, index) => ids.findIndex((other) => other.id === id) < index)
    .map(({ id, path }) => ({ at: path, says: `${name} ${JSON.stringify(id)} already exists` }));

const textLength = (value: unknown): number => {
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value)
    .map(([key, inner]) => (key === "text" && typeof inner === "string" ? inner.length : textLength(inner)))
    .reduce((sum, length) => sum + length, 0);
};


/** Refuses what is no object before anything else is said about it. */
const objects = z.array(jsonObject);

/**
 * The blocks as they will be stored: exactly what was sent, with a `block_id` on each
 * and an `action_id` on everything to click.
 * @throws Refusal `invalid_blocks`, saying which limit was broken and where; `invalid_blocks_format`
 * when it is no list of objects; `msg_blocks_too_long` when a message holds too much text.
 */
export const checkBlocks = (sent: unknown, surface: Surface, base: readonly PropertyKey[] = ["blocks"]): JsonObject[] => {
  const list = objects.safeParse(sent);
  if (!list.success) throw new Refusal("invalid_blocks_format");
  const most = MOST_BLOCKS[surface];
  if (list.data.length > most) refuse([{ at: base, says: `no more than ${most} items allowed` }]);

  const results = list.data.map((item, index) => ({ item, at: [...base, index], result: block.safeParse(item) }));
  const findings = results.flatMap(({ item, at, result }) =>
    result.success ? [] : result.error.issues.flatMap((issue) => findingsOf(issue, at, item)),
  );
  if (findings.length > 0) refuse(findings);

  const checked = results.flatMap(({ at, result }) => (result.success ? [{ at, block: result.data }] : []));
  const doubles = [
    ...repeats(
      checked.flatMap(({ at, block: { block_id: id } }) => (id === undefined ? [] : [{ id, path: [...at, "block_id"] }])),
      "block_id",
    ),
    ...checked.flatMap(({ at, block: inner }) =>
      repeats(actionIds(inner).map(({ id, path }) => ({ id, path: [...at, ...path] })), "action_id"),
    ),
  ];
  if (doubles.length > 0) refuse(doubles);
  if (surface === "message" && textLength(list.data) > MOST_TEXT) throw new Refusal("msg_blocks_too_long");

  return list.data.map(withIds);
};

/** Blocks that were checked when they were stored, typed again for showing them. */
export const storedBlocks = (blocks: readonly JsonObject[]): Block[] => blocks.map((stored) => block.parse(stored));
