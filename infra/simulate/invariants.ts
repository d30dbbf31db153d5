import type { Case } from "../../shared/domain/case.ts";
import { isSettled } from "../../shared/domain/effect.ts";
import { normaliseEmail } from "../../shared/domain/respondent.ts";
import type { Evidence } from "./evidence.ts";
import { expectedKinds } from "./expected-effects.ts";
import { differingCounts } from "./expected-tallies.ts";
import { caseInvariants } from "./case-invariants.ts";
import type { Invariant } from "./invariant.ts";
import { mayStayOpen } from "./mail-effects.ts";
import { messageInvariants } from "./message-invariants.ts";
import { privacyInvariants } from "./privacy-invariants.ts";
import { rewardInvariants } from "./reward-invariants.ts";

/** Every promise that the simulation holds the product to. */
export const invariants: readonly Invariant[] = [
  {
    name: "nobody-gets-anything-twice",
    promise: "Every effect is at most once in the chat and at most once in the mailbox.",
    broken: ({ posts, mails }) =>
      [...repeated(posts.map(({ effectId }) => effectId)), ...repeated(mails.map(({ effectId }) => effectId))].map(
        ([id, times]) => `${id} arrived ${times} times`,
      ),
  },
  {
    name: "an-answered-post-is-durable",
    promise: "When a sender is told 202, the revision is in the table.",
    broken: ({ answers }) => answers.filter(({ isDurable }) => !isDurable).map(({ action }) => `${action.name} was answered and not in the table`),
  },
  {
    name: "a-repeat-gets-the-first-answer",
    promise: "The same content under the same identity is answered alike, however often it is posted, until its person is erased.",
    broken: ({ answers }) => {
      const contents = Map.groupBy(answers.filter(({ action, told }) => action.identity !== undefined && told.kind !== "erased"), ({ action }) => JSON.stringify([action.identity, action.content]));
      return [...contents.values()].flatMap((alike) => {
        const told = new Set(alike.map(({ told }) => JSON.stringify("receipt" in told ? told.receipt : told.kind)));
        return told.size > 1 ? [`${alike[0]?.action.name ?? "?"} was answered with ${[...told].join(" and with ")}`] : [];
      });
    },
  },
  {
    name: "a-late-retry-reverts-nothing",
    promise: "A response has one revision for each content that was accepted for it, and shows the newest.",
    broken: ({ answers, responses }) =>
      responses.flatMap(({ response }) => {
        const accepted = answers.flatMap(({ action, told }) => ("receipt" in told && told.receipt.id === response.id ? [{ action, receipt: told.receipt }] : []));
        const contents = new Set(accepted.map(({ action }) => JSON.stringify(action.content)));
        const newest = accepted.find(({ receipt }) => receipt.revision === response.revision);
        if (accepted.length === 0) return [];
        if (response.revision > contents.size) return [`${response.id} has ${response.revision} revisions of ${contents.size} contents`];
        return newest?.action.name === undefined || commentOf(newest.action.content) === response.body.comment ? [] : [`${response.id} says "${response.body.comment ?? ""}", which is not its newest content`];
      }),
  },
  {
    name: "an-accepted-response-is-never-lost",
    promise: "Every answered post is in the table until its person is erased, its newest revision is planned, and everything planned has come to its end.",
    broken: (seen) => [
      ...seen.unanswered.map(({ name }) => `${name} was never answered`),
      ...seen.parked.map((key) => `${key} was set aside`),
      ...seen.answers.flatMap(({ action, told }) =>
        !("receipt" in told) || [...seen.responses, ...seen.erasedResponses].some(({ response }) => response.id === told.receipt.id) ? [] : [`${action.name} is gone`],
      ),
      ...seen.responses.flatMap(({ response, plannedRevision }) =>
        plannedRevision === response.revision ? [] : [`${response.id} revision ${response.revision} was never planned`],
      ),
      ...seen.responses.flatMap(({ effects }) => effects.filter((effect) => !isSettled(effect) && !mayStayOpen(effect, seen.restedAt, seen.mailboxCanBeAsked)).map(({ id, state }) => `${id} is still ${state}`)),
      ...seen.responses.flatMap(({ effects }) => effects.filter(({ state }) => state === "failed").map(({ id, detail }) => `${id} failed: ${detail ?? ""}`)),
    ],
  },
  {
    name: "each-band-has-its-effects",
    promise: "A response has the effects that the contract names for its band, and no others.",
    broken: ({ responses }) =>
      responses.flatMap(({ response, effects }) => {
        const { needed, allowed } = expectedKinds(response);
        const there = new Set(effects.map(({ kind }) => kind));
        return [
          ...[...needed].filter((kind) => !there.has(kind)).map((kind) => `${response.id}, a ${response.band}, has no ${kind}`),
          ...[...there].filter((kind) => !allowed.has(kind)).map((kind) => `${response.id}, a ${response.band}, has a ${kind}`),
        ];
      }),
  },
  {
    name: "what-is-called-sent-has-arrived",
    promise: "An effect is called sent when it has arrived, by itself or with its storm, and only then.",
    broken: ({ responses, posts, mails, mailboxCanBeAsked }) => {
      const arrived = new Set([...posts, ...mails].map(({ effectId }) => effectId));
      return responses.flatMap(({ effects }) => {
        const thanked = effects.some(({ id, kind, state }) => kind === "thank" && state === "sent" && arrived.has(id));
        return effects.flatMap(({ id, kind, state, detail }) => {
          // A task happens in the table itself, and a reward travels with its thanks.
          const isThere = kind === "task" ? state === "sent" : kind === "reward" ? thanked && state === "sent" : arrived.has(id) || isTold(arrived, detail);
          if (state === "sent" && !isThere) return [`${id} is called sent and never arrived`];
          const mayStand = state === "unknown" && !mailboxCanBeAsked;
          return isThere && state !== "sent" && !mayStand ? [`${id} has arrived and is called ${state}`] : [];
        });
      });
    },
  },
  {
    name: "a-settled-effect-stays-settled",
    promise: "An effect that is sent, cancelled or failed never changes its state again.",
    broken: ({ changes }) => {
      const settled = new Map<string, string>();
      return changes.flatMap(({ id, state }) => {
        const before = settled.get(id);
        if (isSettled({ state })) settled.set(id, state);
        return before === undefined || before === state ? [] : [`${id} was ${before} and became ${state}`];
      });
    },
  },
  {
    name: "one-message-an-address",
    promise: "An address gets at most one message in the policy's time, what people write themselves beside it; who is erased is forgotten with all that was written to them.",
    broken: ({ mails, policy, erasures }) =>
      [...Map.groupBy(mails.filter(({ effectId }) => !effectId.includes(".reply-")), ({ to }) => normaliseEmail(to))].filter(([address]) => !isErased(address, erasures)).flatMap(([address, received]) => {
        const times = received.map(({ at }) => at).sort((a, b) => a - b);
        return times.flatMap((at, next) => {
          const gap = at - (times[next - 1] ?? -Infinity);
          return gap < policy.messages.oncePer - sendingMs ? [`${address} got two mails within ${Math.round(gap / 1_000)} s`] : [];
        });
      }),
  },
  {
    name: "one-open-case-a-respondent",
    promise: "A respondent has at most one open case, but for what people open again, and a case at most one card.",
    broken: ({ cases, posts, responses }) => [
      ...repeated(cases.filter(({ state, test }) => state !== "resolved" && !test).filter((subject) => !isNobody(subject.respondent) && !isReopened(subject)).map(({ respondent }) => normaliseEmail(respondent.email ?? respondent.id ?? ""))).map(
        ([person, times]) => `${person} has ${times} open cases`,
      ),
      ...cases.flatMap(({ id }) => {
        const alerts = new Set(responses.flatMap(({ effects }) => effects.filter(({ caseId }) => caseId === id).map((effect) => effect.id)));
        const cards = posts.filter(({ effectId, channel, threadTs }) => threadTs === undefined && !isPrivate(channel) && alerts.has(effectId));
        return cards.length > 1 ? [`${id} has ${cards.length} cards: ${cards.map(({ effectId }) => effectId).join(", ")}`] : [];
      }),
    ],
  },
  {
    name: "the-tallies-are-the-responses",
    promise: "The tallies are what counting the newest revisions by hand gives, those of erased people included.",
    broken: (seen) => differingCounts({ ...seen, responses: [...seen.responses, ...seen.erasedResponses.map((erased) => ({ ...erased, plannedRevision: undefined }))] }),
  },
  ...caseInvariants,
  ...messageInvariants,
  ...privacyInvariants,
  ...rewardInvariants,
];

/** An alert that was folded is told of by the card of its storm, what joins a folded case by its list, and what happens to it by its history. */
function isTold(arrived: ReadonlySet<string>, detail = ""): boolean {
  const [, storm] = /^folded into (storm_\S+)$/.exec(detail) ?? [];
  if (/^told by (?:rsp_|no card)/.test(detail)) return true;
  return storm === undefined ? /^(?:folded with|told by the history of) case_/.test(detail) : arrived.has(`${storm}.storm`);
}

/** From when a mail has its address to itself until it lies in the mailbox. */
const sendingMs = 30_000;

function isErased(address: string, erasures: Evidence["erasures"]): boolean {
  return erasures.some((erased) => JSON.stringify(erased).includes(JSON.stringify(address).slice(1, -1)));
}

/** A case goes on without its respondent once they are erased; whose it was is not known any more. */
function isNobody({ id, email }: Case["respondent"]): boolean {
  return id === undefined && email === undefined;
}

/** Who opens a case again decides so, whatever has been opened since. */
function isReopened({ timeline }: Case): boolean {
  return timeline.some(({ type }) => type === "reopen");
}

/** A word to one person. */
function isPrivate(channel: string): boolean {
  return channel.startsWith("D");
}

function commentOf(content: unknown): unknown {
  return typeof content === "object" && content !== null && "comment" in content ? content.comment : undefined;
}

function repeated(names: readonly string[]): readonly (readonly [string, number])[] {
  return [...Map.groupBy(names, (name) => name)].filter(([, alike]) => alike.length > 1).map(([name, alike]) => [name, alike.length]);
}
