import { setTimeout as sleep } from "node:timers/promises";
import { dynamoParking } from "../../../shared/adapters/dynamodb/parking.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import { dynamoTallies } from "../../../shared/adapters/dynamodb/tallies.ts";
import { scopeOf } from "../../../shared/domain/contribution.ts";
import type { Metric } from "../../../shared/domain/metric.ts";
import { empty, figures, merge } from "../../../shared/domain/tally.ts";
import { pseudonymOf } from "../../../shared/runtime/pseudonym.ts";
import type { Body, Receipt, Shown } from "../../outside/support/api.ts";
import { saying, slackOf } from "../../outside/support/slack.ts";
import { sendFromSlack } from "./from-slack.ts";
import type { Stage } from "./stage.ts";

/** What came of a story, as its sender, the team, the customer and the lead see it. */
export type Outcome = {
  /** Of each response: what happened because of it. */
  readonly effects: readonly string[];
  readonly cards: number;
  readonly lines: number;
  readonly mails: number;
  readonly counted: string;
};

/** What of it the API tells. */
export type Told = Pick<Outcome, "effects" | "counted">;

/** One story on a stage: people, survey and ids that no other story has. */
export type Scene = ReturnType<typeof openScene>;

const dayMs = 86_400_000;
let scenes = 0;

export function openScene(stage: Stage, metric: Metric = "nps") {
  scenes += 1;
  const { url, apiKey, table, mails, slack, slackUrl, secrets, queues, defaultChannel } = stage.engines;
  const name = `s${process.pid.toString(36)}-${scenes}`;
  const email = `${name}@acme.example`;
  const receipts = new Map<string, Receipt>();
  const others = new Set<string>();
  const channel = slack.defaultChannel.id;
  const workspace = slackOf({ slack: { apiUrl: slackUrl, token: slack.token, signingSecret: "", defaultChannel: channel } });

  /** Asks as a patient sender does: what was not answered is asked again. */
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> => {
    for (let tries = 0; tries < 400; tries += 1) {
      try {
        const answer = await fetch(new URL(path, url), {
          method,
          headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json", ...headers },
          ...(body === undefined ? {} : { body: body instanceof URLSearchParams ? body.toString() : JSON.stringify(body) }),
        });
        if (answer.status < 500) return answer;
        await answer.text();
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
      await sleep(25);
    }
    throw new Error(`${method} ${path} is not answered`);
  };
  const bodyOf = (id: string, score: number, more: Body = {}): Body => ({
    id: `${name}-${id}`, survey: { id: name }, metric, score, comment: `said by ${name}`, respondent: { id: name, email }, ...more,
  });
  const accepted = async (answer: Response): Promise<Receipt> => {
    if (answer.status !== 202) throw new Error(`not accepted: ${answer.status} ${await answer.text()}`);
    const receipt = (await answer.json()) as Receipt;
    receipts.set(receipt.id, receipt);
    return receipt;
  };

  const look = async (): Promise<Outcome> => {
    const found = await Promise.all([...receipts.keys()].sort().map((id) => dynamoResponses(table).find(id)));
    const effects = found.flatMap((response) => response?.effects ?? []);
    const messages = (await workspace.call("conversations.history", { channel, limit: "50" }))["messages"] as Parameters<typeof saying>[0];
    const cards = saying(messages, name);
    const threads = await Promise.all(cards.map(({ ts }) => workspace.thread(ts)));
    const now = Date.now();
    const days = await dynamoTallies(table).read({ metric, scope: scopeOf(name), dimension: "", from: dayOf(now - 7 * dayMs), to: dayOf(now + 2 * dayMs) });
    const { n, score } = figures(metric, days.reduce((sum, { tally }) => merge(sum, tally), empty));
    return {
      effects: effects.map(described).sort(),
      cards: cards.length,
      lines: threads.flat().length,
      mails: mails.latest(50).filter(({ to }) => to.includes(name)).length,
      counted: `${n} at ${String(score)}`,
    };
  };

  /** The same from the API, as far as it shows it: lines in a thread are no effects there. */
  const lookThroughApi = async (): Promise<Told> => {
    const effects = await Promise.all(
      [...receipts.keys()].map(async (id) => {
        const answer = await ask("GET", `/v1/responses/${id}`);
        if (answer.status === 200) return ((await answer.json()) as Shown).effects.map(described);
        return answer.status === 410 ? [] : [`lost: ${answer.status}`];
      }),
    );
    const scores = await ask("GET", `/v1/scores?metric=${metric}&survey=${name}`);
    const { total: { n, score } } = (await scores.json()) as { total: { n: number; score: number | null } };
    return { effects: effects.flat().sort(), counted: `${n} at ${String(score)}` };
  };

  return {
    name, email, ask, bodyOf, look, lookThroughApi, stage,
    /** What was accepted, and what else came of it. */
    ids: () => [...receipts.keys(), ...others],
    /** What somebody said on a page of ours is of this story too. */
    owns: (id: string) => { others.add(id); },
    /** Posts until it is accepted, as whoever has given it an id may. */
    post: async (id: string, score: number, more: Body = {}, headers: Record<string, string> = {}) =>
      accepted(await ask("POST", "/v1/responses", bodyOf(id, score, more), headers)),
    /** Posts what has only an idempotency key. */
    postKeyed: async (key: string, score: number) => {
      const { id: _, ...body } = bodyOf("", score);
      return accepted(await ask("POST", "/v1/responses", body, { "Idempotency-Key": `${name}-${key}` }));
    },
    postBatch: async (bodies: readonly Body[]) => {
      const answers = (await (await ask("POST", "/v1/responses/batch", bodies)).json()) as { status: number; body: Receipt }[];
      if (answers.some(({ status }) => status !== 202)) return false;
      for (const { body } of answers) receipts.set(body.id, body);
      return true;
    },
    /** Clicks a button of a card once, as Slack sends it: nobody repeats it. */
    click: async (): Promise<void> => {
      const payload = { type: "block_actions", user: { id: "U0MIA" }, channel: { id: channel }, message: { ts: "1.000001" }, actions: [{ action_id: "case.acknowledge", value: "case_1" }] };
      const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
      await sendFromSlack(stage, "interactions", body);
    },
    /** Wakes the lane for alerts of this story, whatever has become of them. */
    wake: async (): Promise<void> => {
      const effectIds = [...receipts.keys()].map((id) => `${id}.alert`);
      await queues.wake([{ channel: defaultChannel, effectIds }]);
    },
    mails: () => mails.latest(50).filter(({ to }) => to.includes(name)),
    /** Why an address is not written to. */
    suppressed: (address: string) => dynamoSuppressions(table).find(pseudonymOf(secrets.pseudonyms.key, address)).then((listed) => listed?.reason),
    /** How many of this story's records each of the stream's consumers has set aside. */
    parked: async () => {
      const lists = await Promise.all(["route", "roll-up"].map((consumer) => dynamoParking(table).list(consumer)));
      return lists.map((records) => records.filter(({ key }) => key.includes(name)).length);
    },
  };
}

function described({ kind, state, detail }: { readonly kind: string; readonly state: string; readonly detail?: string | null }): string {
  return `${kind} ${state}${state === "cancelled" ? `: ${detail ?? ""}` : ""}`;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
