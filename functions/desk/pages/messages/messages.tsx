import type { Context, Hono } from "hono";
import * as z from "zod/mini";
import { type Effect, effectStateSchema, splitEffectId } from "../../../../shared/domain/effect.ts";
import { pagingShape } from "../../../../shared/http/paging.ts";
import type { Ledger, Responses } from "../../../../shared/ports.ts";
import { addressOf, hrefWith } from "../address.ts";
import type { DeskEnv, Onlooker } from "../desk-env.ts";
import { filtersOf } from "../filters.ts";
import { framed } from "../frame.tsx";
import { allowed } from "../guard.tsx";
import { lookThrough } from "../look-through.ts";
import type { Admitting } from "../looking.ts";
import { readForm } from "../read-form.ts";
import { refusal } from "../refusal.tsx";
import { commonWords } from "../words.ts";
import { type Deciding, type Decided, decide, decisions } from "./decide.ts";
import { MessageList } from "./message-list.tsx";
import { needingDecision } from "./needing-decision.ts";
import { kindChoices, rowsOf } from "./rows.ts";
import { WaitingSection } from "./waiting-section.tsx";
import { messagesWords } from "./words.ts";

/** What the page of messages needs of the world. */
export type ShowingMessages = Admitting & Deciding & {
  readonly responses: Pick<Responses, "list" | "find" | "withEffects">;
  readonly ledger: Pick<Ledger, "due">;
};

/** How far one page looks for messages before it says how far it has come. */
const patience = { portion: 100, enough: 50, most: 400 } as const;

const questionSchema = z.strictObject({
  kind: z._default(z.enum(kindChoices), "mails"),
  state: z.optional(effectStateSchema),
  cursor: pagingShape.cursor,
  // What came of a decision, and about which effect: said once, on the page that follows it.
  decided: z.optional(z.enum([...decisions, "late"])),
  about: z.optional(z.string().check(z.maxLength(400))),
});

const decisionSchema = z.object({ decision: z.enum(decisions), attempts: z.string().check(z.regex(/^\d{1,4}$/)) });

/** `GET /desk/messages`, and deciding about what nobody knows the end of. */
export function addMessages(app: Hono<DeskEnv>, needs: ShowingMessages): void {
  const { ledger, responses, clock, elsewhere } = needs;

  app.get("/messages", allowed(needs, "see messages"), async (c) => {
    const asked = filtersOf(c, questionSchema);
    if (!asked.ok) return refusal(c, needs, "badQuery", 400, asked.errors);
    const { kind, state, cursor, decided, about } = asked.value;
    const onlooker = c.get("onlooker");
    const now = clock.now();
    const [found, waiting, effect] = await Promise.all([
      lookThrough(responses, { limit: patience.portion, ...(cursor === undefined ? {} : { cursor }) }, patience, async (items) => (await responses.withEffects(items)).flatMap((one) => rowsOf(one, { kind, state }))),
      cursor === undefined ? needingDecision(needs, now, onlooker.rights.has("see customers")) : undefined,
      decided === undefined || about === undefined ? undefined : effectNamed(ledger, about),
    ]);
    if (found === "foreign cursor") return refusal(c, needs, "badQuery", 400, [{ pointer: "/cursor", detail: "must be the 'cursor' of this list's page before; leave it out to begin with the newest" }]);
    const words = messagesWords[onlooker.language];
    const title = commonWords[onlooker.language].pages.messages;
    return c.html(framed({
      onlooker,
      at: "messages",
      title,
      address: addressOf(c),
      elsewhere,
      children: (
        <>
          <h1>{title}</h1>
          {decided === undefined ? null : <Notice decided={decided} effect={effect} onlooker={onlooker} />}
          {waiting === undefined ? null : <WaitingSection waiting={waiting} now={now.toISOString()} onlooker={onlooker} />}
          <h2>{title}</h2>
          <p class="soft">{words.about}</p>
          <MessageList kind={kind} state={state} isFirstPage={cursor === undefined} found={found} onlooker={onlooker} />
        </>
      ),
    }));
  });

  app.post("/messages/:effectId/decide", allowed(needs, "decide messages"), async (c) => {
    const effectId = c.req.param("effectId");
    const form = decisionSchema.safeParse(Object.fromEntries((await readForm(c)) ?? []));
    if (!form.success || !isEffectId(effectId)) return refusal(c, needs, "notFound", 404);
    const { decision, attempts } = form.data;
    const decided = await decide(needs, { effectId, attempts: Number(attempts), decision, by: c.get("onlooker").visitor });
    return seeOther(c, decided, effectId);
  });
}

function seeOther(c: Context<DeskEnv>, decided: Decided, about: string): Response {
  return c.redirect(hrefWith("/desk/messages", { decided, about }), 303);
}

/** What came of a decision, as it stands by now. */
function Notice({ decided, effect, onlooker: { language, formats } }: { readonly decided: Decided; readonly effect: Effect | undefined; readonly onlooker: Onlooker }) {
  const words = messagesWords[language];
  const common = commonWords[language];
  if (effect === undefined) return <p class="notice warn" role="status">{words.lateGone}</p>;
  const what = common.effectKind[effect.kind];
  // What the address says of it is believed as far as the ledger bears it out.
  if (decided === "late" || (decided === "arrived" && effect.state !== "sent")) return <p class="notice warn" role="status">{words.late(what, common.effectState[effect.state], formats.moment(effect.at))}</p>;
  return <p class="notice good" role="status">{words.done[decided](what)}</p>;
}

async function effectNamed(ledger: Deciding["ledger"], id: string): Promise<Effect | undefined> {
  return isEffectId(id) ? (await ledger.ofResponse(splitEffectId(id).responseId)).find((effect) => effect.id === id) : undefined;
}

/** Whether it can be one: what it is looked up by has a bounded length. */
function isEffectId(id: string): boolean {
  return /^[\w-]{1,128}\.[\x21-\x7e]{1,256}$/.test(id);
}
