import { createHash } from "node:crypto";
import { type Json, type JsonObject, isObject } from "../json.ts";

const inventId = (content: unknown, place: string): string =>
  createHash("sha256").update(`${place}:${JSON.stringify(content)}`).digest("base64url").slice(0, 5);

const withActionId = (element: Json, place: string): Json =>
  !isObject(element) || "action_id" in element || element["type"] === "image"
    ? element
    : { ...element, action_id: inventId(element, place) };

const withActionIds = (block: JsonObject, place: string): JsonObject => {
  const { type, elements, accessory, element } = block;
  if (type === "actions" && Array.isArray(elements)) {
    return { ...block, elements: elements.map((inner, index) => withActionId(inner, `${place}/${index}`)) };
  }
  if (type === "section" && accessory !== undefined) return { ...block, accessory: withActionId(accessory, place) };
  return type === "input" && element !== undefined ? { ...block, element: withActionId(element, place) } : block;
};

/**
 * A block with the ids Slack gives what came without. Ours depend on content and place, so a message reads the
 * same each time.
 */
export const withIds = (block: JsonObject, index: number): JsonObject => {
  const named = "block_id" in block ? block : { ...block, block_id: inventId(block, String(index)) };
  return withActionIds(named, String(index));
};
