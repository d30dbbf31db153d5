import type { Block } from "./blocks.ts";
import type { ActionElement, Stateful } from "./elements.ts";

/** Something on a surface that can be clicked, chosen or typed into. */
export type Control = {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: ActionElement | Stateful;
  /** The `input` block around it, when it stands in one. */
  readonly input?: Extract<Block, { type: "input" }>;
};

type Placed = { readonly element: ActionElement | Stateful; readonly path: readonly PropertyKey[] };

const placedIn = (block: Block): Placed[] => {
  switch (block.type) {
    case "actions":
      return block.elements.map((element, index) => ({ element, path: ["elements", index] }));
    case "section":
      return block.accessory === undefined || block.accessory.type === "image" ? [] : [{ element: block.accessory, path: ["accessory"] }];
    case "input":
      return [{ element: block.element, path: ["element"] }];
    case "header":
    case "divider":
    case "image":
    case "context":
    case "rich_text":
    case "markdown":
      return [];
  }
};

/** The ids given in a block, with their places: "unique among all other action_ids in the containing block". */
export const actionIds = (block: Block): { id: string; path: PropertyKey[] }[] =>
  placedIn(block).flatMap(({ element, path }) =>
    element.action_id === undefined ? [] : [{ id: element.action_id, path: [...path, "action_id"] }],
  );

/** Everything on a surface that can be used, in reading order. */
export const controlsIn = (blocks: readonly Block[]): Control[] =>
  blocks.flatMap((block) =>
    placedIn(block).map(({ element }) => ({
      blockId: block.block_id ?? "",
      actionId: element.action_id ?? "",
      element,
      ...(block.type === "input" ? { input: block } : {}),
    })),
  );

/** Whether an element remembers what was typed or chosen; buttons and overflow menus do not. */
export const isStateful = (element: Control["element"]): element is Stateful =>
  element.type !== "button" && element.type !== "overflow";
