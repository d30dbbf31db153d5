import { answer, fresh, person } from "./answers.ts";
import type { Answer, Api, Body, Case, Problem } from "./api.ts";
import type { CardPlace } from "./door.ts";
import type { Local } from "./process.ts";
import { type Message, type Slack, saying } from "./slack.ts";
import { until } from "./until.ts";

/** A case that was opened for a test, and where its card stands. */
export type Opened = CardPlace & { readonly responseId: string; readonly who: { readonly id: string; readonly email: string } & Body };

/** All that is to be seen of a case from outside, at a moment when its parts agree on how much has happened. */
export type Seen = {
  readonly shown: Case;
  readonly card: Message;
  /** The card's headline. */
  readonly headline: string;
  /** What the card offers: buttons by what they are called, then the menu's entries. */
  readonly offers: readonly string[];
  /** The thread, oldest first. */
  readonly lines: readonly string[];
};

type Timeline = Case["timeline"];

/** A pipeline by its ways in and out, wherever it runs. */
export type Reached = Pick<Api, "get" | "ask" | "accepted" | "settled"> & { readonly slack: Slack; readonly local: Pick<Local, "slack"> };

/** Opens cases, does things with them by the API, and looks at them from everywhere. */
export function caseworkOf(app: Reached, channel = app.local.slack.defaultChannel) {
  const show = async (caseId: string): Promise<Case> => withoutMessages((await app.get<Case>(`/v1/cases/${caseId}`)).body);

  const cardOf = async (caseId: string): Promise<Message | undefined> => saying(await app.slack.history(channel), caseId)[0];

  /** A detractor's answer, with its card in the channel and everything it brings about done. */
  const open = async (more: Body = {}, score = 3): Promise<Opened> => {
    const who = person(more["respondent"] as Body | undefined);
    const { id: responseId } = await app.accepted(answer(score, { account: { id: fresh("acme"), name: "Acme", owner: { email: "mia@us.example" } }, ...more, respondent: who }));
    const { caseId = "" } = await app.settled(responseId, 60_000);
    const card = await until(`the card of ${caseId}`, () => cardOf(caseId), { within: 60_000 });
    return { caseId, channel, ts: card.ts, responseId, who };
  };

  const happen = async (caseId: string, event: Body, key?: string): Promise<Answer<Case & Problem>> => {
    const answer = await app.ask<Case & Problem>("POST", `/v1/cases/${caseId}/events`, JSON.stringify(event), key === undefined ? {} : { key });
    return answer.status === 200 ? { ...answer, body: withoutMessages(answer.body) } : answer;
  };

  /** A case once its thread has as many lines as its history and its card shows its state. */
  const seen = async ({ caseId, ts }: CardPlace, events?: number): Promise<Seen> => {
    let last: unknown;
    return until(
      `history, thread and card of ${caseId} agree`,
      async () => {
        const shown = await show(caseId);
        const lines = (await app.slack.thread(ts, channel)).map(({ text }) => text);
        const card = await cardOf(caseId);
        const headline = card === undefined ? "" : headlineOf(card);
        last = { timeline: typesOf(shown.timeline), lines, headline };
        const told = shown.timeline.filter(({ type, step }) => type !== "open" && step !== "contact").length;
        const agree = lines.length >= told && (events === undefined || told >= events) && (shown.state === "open" || headline.endsWith(shown.state));
        return card !== undefined && agree ? { shown, card, headline, offers: offersOf(card), lines } : undefined;
      },
      { within: 60_000 },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify(last)}`);
    });
  };

  return { open, show, happen, seen, cardOf };
}

/** What people and time did with a case: when a message went out is no matter of theirs, and may be any moment. */
function withoutMessages<C extends Case>(shown: C): C {
  return { ...shown, timeline: shown.timeline.filter(({ type }) => type !== "message") };
}

export type Casework = ReturnType<typeof caseworkOf>;

/** What happened, in order. */
export function typesOf(timeline: Timeline): string[] {
  return timeline.map(({ type, step }) => (typeof step === "string" ? `${type} ${step}` : type));
}

/** The words at the top of a card. */
function headlineOf({ blocks = [] }: Message): string {
  const header = blocks.find(({ type }) => type === "header") as { text: { text: string } } | undefined;
  return header?.text.text ?? "";
}

type Element = { readonly action_id: string; readonly text?: { readonly text: string }; readonly options?: readonly { readonly text: { readonly text: string } }[] };

function offersOf({ blocks = [] }: Message): string[] {
  const actions = blocks.find(({ type }) => type === "actions") as { elements: readonly Element[] } | undefined;
  return (actions?.elements ?? []).flatMap(({ text, options = [] }) => [...(text === undefined ? [] : [text.text]), ...options.map((option) => option.text.text)]);
}
