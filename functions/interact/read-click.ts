import * as z from "zod/mini";
import { type CardAction, menuActions } from "../../shared/chat/card-actions.ts";
import { type DraftSeen, readDraftSeen } from "../../shared/casework/draft-seen.ts";
import { type Origin, readOrigin } from "./origin.ts";
import { idSchema, maybe, teamSchema, teamsIn, userSchema, viewSchema } from "./payload-parts.ts";

/** What a button or a menu of a case asks for. */
export type CaseWish = { readonly wants: CardAction; readonly caseId: string };

/** What a button of a storm asks for: the list of its cases, from one of them on, or the card of one. */
export type StormWish =
  | { readonly wants: "list"; readonly stormId: string; readonly from: number }
  | { readonly wants: "card"; readonly stormId: string; readonly caseId: string };

/** What a button of a draft asks for: of the message and the revision that it shows. */
export type DraftWish = { readonly wants: "send" | "edit" | "discard"; readonly draft: DraftSeen };

/** What a click asks for. */
export type Wish = CaseWish | StormWish | DraftWish;

/** A click, and where it was. */
export type Click = {
  readonly kind: "click";
  readonly user: string;
  /** Every workspace named beside them: a shared channel has people of others. */
  readonly teams: readonly string[];
  readonly on: "message" | "modal" | "home";
  /** The channel, the message and its thread that was clicked in; for a modal, those of its origin. */
  readonly channel: string | undefined;
  readonly ts: string | undefined;
  readonly threadTs: string | undefined;
  /** The view that was clicked in, and what it says of itself. */
  readonly viewId: string | undefined;
  readonly origin: Origin;
  /** Opens a modal, within three seconds. */
  readonly triggerId: string | undefined;
  /** Absent when it is not about cases. */
  readonly wish: Wish | undefined;
};

const clickSchema = z.object({
  type: z.literal("block_actions"),
  user: userSchema,
  team: teamSchema,
  trigger_id: maybe(z.string()),
  container: maybe(z.object({ message_ts: maybe(idSchema), channel_id: maybe(idSchema), thread_ts: maybe(idSchema) })),
  channel: maybe(z.object({ id: idSchema })),
  message: maybe(z.object({ ts: maybe(idSchema), thread_ts: maybe(idSchema) })),
  view: maybe(viewSchema),
  // Slack sends one click at a time.
  actions: z.array(
    z.object({
      action_id: z.string(),
      value: maybe(z.string()),
      selected_option: maybe(z.object({ value: maybe(z.string()) })),
    }),
  ),
});

/** Reads a `block_actions` payload; undefined when it is none. */
export function readClick(payload: unknown): Click | undefined {
  const parsed = clickSchema.safeParse(payload).data;
  const [action] = parsed?.actions ?? [];
  if (parsed === undefined || action === undefined) return undefined;
  const { user, team, container, channel, message, view } = parsed;
  const origin = readOrigin(view?.private_metadata ?? "");
  const value = action.selected_option?.value ?? action.value;
  return {
    kind: "click",
    user: user.id,
    teams: teamsIn(user, team),
    on: view === undefined ? "message" : view.type === "home" ? "home" : "modal",
    channel: channel?.id ?? container?.channel_id ?? origin.channel,
    ts: message?.ts ?? container?.message_ts ?? origin.ts,
    threadTs: message?.thread_ts ?? container?.thread_ts,
    viewId: view?.id,
    origin,
    triggerId: parsed.trigger_id,
    wish: wishOf(action.action_id, value ?? ""),
  };
}

/** A button's value is the case's id, a menu's is `{action}:{caseId}`. */
function wishOf(actionId: string, value: string): Wish | undefined {
  switch (actionId) {
    case "case.acknowledge":
      return aboutCase("acknowledge", value);
    case "case.resolve":
      return aboutCase("resolve", value);
    case "case.more": {
      const action = menuActions.find((name) => value.startsWith(`${name}:`));
      return action === undefined ? undefined : aboutCase(action, value.slice(action.length + 1));
    }
    case "storm.list":
    case "storm.card":
      return aboutStorm(actionId, value);
    case "draft.send":
      return aboutDraft("send", value);
    case "draft.edit":
      return aboutDraft("edit", value);
    case "draft.discard":
      return aboutDraft("discard", value);
    default:
      return undefined;
  }
}

function aboutDraft(wants: DraftWish["wants"], value: string): DraftWish | undefined {
  const draft = readDraftSeen(value);
  return draft === undefined ? undefined : { wants, draft };
}

/** The value is `{stormId}`, `{stormId}:{from}` or `{stormId}:{caseId}`. */
function aboutStorm(actionId: "storm.list" | "storm.card", value: string): StormWish | undefined {
  const [stormId = "", rest = ""] = value.split(":");
  if (!stormId.startsWith("storm_")) return undefined;
  if (actionId === "storm.list") return /^\d{0,5}$/.test(rest) ? { wants: "list", stormId, from: Number(rest) } : undefined;
  return rest === "" ? undefined : { wants: "card", stormId, caseId: rest };
}

function aboutCase(wants: CaseWish["wants"], caseId: string): CaseWish | undefined {
  return caseId === "" ? undefined : { wants, caseId };
}
