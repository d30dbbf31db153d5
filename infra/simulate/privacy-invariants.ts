import type { Submission } from "./actions.ts";
import type { Evidence } from "./evidence.ts";
import type { Invariant } from "./invariant.ts";
import { isMail } from "./mail-effects.ts";
import { type Person, people } from "./people.ts";

/** Until everybody knows of an erasure that was answered: a list is believed for a second, by a clock that may be off by nearly one. */
const untilKnownMs = 2_000;

/** A mail that was begun before may arrive so much later: its sender's whole life, and a late answer. */
const onItsWayMs = 30_000;

/** What people are promised of their data. */
export const privacyInvariants: readonly Invariant[] = [
  {
    name: "nobody-is-in-the-log",
    promise: "Nothing that a function writes to its log or its metrics, errors included, holds the name, address, phone number or id of a respondent.",
    broken: ({ logged }) => logged.map(({ person, place }) => `${person.nick} is in ${place}`),
  },
  {
    name: "nobody-is-written-to-after-they-left",
    promise: "Once somebody was told that they are not written to any more, no mail to their address is begun.",
    broken: ({ left, mails }) =>
      mails.flatMap(({ effectId, pseudonym, at }) => {
        const since = Math.min(...left.filter((one) => one.pseudonym === pseudonym).map((one) => one.at));
        return at > since + onItsWayMs ? [`${effectId} was mailed ${at - since} ms after its reader had left`] : [];
      }),
  },
  {
    name: "nothing-is-left-of-an-erased-person",
    promise: "Once everything has come to rest, nothing of an erased person is in the table, the queues, the chat, or a mailbox of ours.",
    broken: ({ erasures, unerased, kept, erasedResponses, mailboxCanBeAsked }) => [
      ...unerased.map((name) => `never answered: ${name}`),
      ...kept
        .filter(({ person, place }) => wasErased(erasures, person) && (mailboxCanBeAsked || !place.startsWith("in the mailbox")))
        .map(({ person, place }) => `${person.nick} is still ${place}`),
      ...erasedResponses.flatMap(({ effects }) =>
        effects.filter(({ kind, state }) => mailboxCanBeAsked || state !== "unknown" || !isMail(kind)).map(({ id, state }) => `${id} is still ${state}`),
      ),
    ],
  },
  {
    name: "an-erased-person-does-not-come-back",
    promise: "Once an erasure has been answered, whatever its person posts, new or again, is refused.",
    broken: ({ answers, erasures }) =>
      answers.flatMap(({ action, told, at }) => {
        const erased = erasures.find(({ person }) => person === action.person);
        return erased !== undefined && told.kind !== "erased" && at > erased.answeredAt + untilKnownMs
          ? [`${action.name} is of ${action.person.nick}, who had been erased, and was answered: ${told.kind}`]
          : [];
      }),
  },
  {
    name: "an-erasure-takes-nobody-else",
    promise: "Nobody is refused, and no response erased, but of people whom somebody asked to erase, and not before.",
    broken: ({ answers, erasures, unerased, erasedResponses }) => {
      // One that was never answered is broken already, and has begun all the same.
      if (unerased.length > 0) return [];
      const asked = (person: Person | undefined, at: number) => erasures.some((erased) => erased.person === person && erased.askedAt <= at);
      return [
        ...answers.flatMap(({ action, told, at }) => (told.kind === "erased" && !asked(action.person, at + longestAnswerMs) ? [`${action.name} was refused`] : [])),
        ...erasedResponses.flatMap(({ response: { id, body } }) => (asked(ownerOf(body.respondent), Infinity) ? [] : [`${id} was erased`])),
      ];
    },
  },
];

/** A post may be begun before an erasure and answered after it. */
const longestAnswerMs = 10_000;

function wasErased(erasures: Evidence["erasures"], person: Person): boolean {
  return erasures.some((erased) => erased.person === person);
}

function ownerOf({ id, email }: { readonly id?: string | undefined; readonly email?: string | undefined }): Submission["person"] | undefined {
  return people.find((person) => (id === undefined ? person.email === email?.toLowerCase() : person.id === id));
}
