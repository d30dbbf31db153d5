import * as z from "zod";
import { type SentContent, newContent } from "../content.ts";
import { type JsonObject, jsonObject } from "../json.ts";
import { Refusal } from "../refusal.ts";
import { checkBlocks, complaints, storedBlocks } from "./check-blocks.ts";
import { controlsIn } from "./controls.ts";
import { characters, plainText } from "./text.ts";

const common = {
  blocks: z.unknown(),
  private_metadata: characters(0, 3000).optional(),
  callback_id: characters(0, 255).optional(),
  external_id: characters(0, 255).optional(),
};

/** A view as an app sends it (docs.slack.dev/reference/views); its blocks are checked apart. */
const sentView = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("modal"), ...common, title: plainText(24), submit: plainText(24).optional(), close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(), notify_on_close: z.boolean().optional(), submit_disabled: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal("home"), ...common }),
]);

const refuse = (says: string, place: string): never => {
  throw new Refusal("invalid_arguments", [`[ERROR] ${says} [json-pointer:${place}]`]);
};

/**
 * A modal or App Home as it will be stored: exactly what was sent, with ids on its blocks and elements.
 *
 * @throws Refusal naming the documented limit that was broken and where: `invalid_arguments` for the view itself,
 * `invalid_blocks` for what is in it
 */
export const checkView = (sent: unknown, type?: "modal" | "home"): JsonObject => {
  const parsed = sentView.safeParse(sent);
  if (!parsed.success) throw new Refusal("invalid_arguments", complaints(parsed.error, ["view"], sent));
  const view = parsed.data;
  if (type !== undefined && view.type !== type) return refuse(`must be ${type}`, "/view/type");

  const checked = checkBlocks(view.blocks, "view", ["view", "blocks"]);
  const blocks = storedBlocks(checked);
  if (view.type === "modal" && view.submit === undefined && blocks.some((block) => block.type === "input")) {
    return refuse("submit is required when an input block is within the blocks array", "/view");
  }
  if (controlsIn(blocks).filter(({ element }) => "focus_on_load" in element && element.focus_on_load === true).length > 1) {
    return refuse("only one element can set focus_on_load", "/view/blocks");
  }
  return { ...jsonObject.parse(sent), blocks: checked };
};

/** A message as it will be stored, for tests of what an app builds. @throws Refusal naming the limit that was broken and where */
export const checkMessage = (sent: SentContent): JsonObject => jsonObject.parse(newContent(sent));
