/**
 * The words of our mails, and of the pages that their links lead to, in one language, as they stand in `messages/<language>.yaml`. Who writes them sees
 * each mistake with its line before anything is sent: a placeholder that does not exist, a message that is missing.
 */
import * as z from "zod";
import { type Placeholder, mistakesIn } from "./template.ts";
import { characters } from "./text.ts";

const lineBreakOrControl = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** One line of text in which some placeholders may stand, and some must. */
function line(longest: number, allowed: readonly Placeholder[] = [], required: readonly Placeholder[] = []) {
  return z.string().superRefine((text, context) => {
    const say = (message: string) => { context.addIssue({ code: "custom", message }); };
    if (text.trim() === "") say("must not be empty");
    if (text !== text.trim()) say("must not begin or end with a space");
    if (lineBreakOrControl.test(text)) say("must be one line: a paragraph of its own is an item of its own");
    if (characters(text) > longest) say(`must be at most ${longest} characters`);
    for (const mistake of mistakesIn(text, [...allowed, ...required], required)) say(mistake);
  });
}

const subjectLine = (allowed: readonly Placeholder[]) => line(120, allowed);
const sentence = (allowed: readonly Placeholder[] = [], required: readonly Placeholder[] = []) => line(600, allowed, required);
const label = line(60);

/** What is said with the name of the person who is responsible, and what when there is none. */
function byOwner(allowed: readonly Placeholder[]) {
  return z.strictObject({ owner: sentence(allowed, ["owner"]), nobody: sentence(allowed) });
}

function letterWith(...allowed: readonly Placeholder[]) {
  return z.strictObject({
    subject: subjectLine(allowed),
    /** In their order; the reward and its link follow them. */
    paragraphs: z.array(z.union([sentence(allowed), byOwner(allowed)])).min(1).max(8),
    closing: sentence(allowed),
  });
}

/** One message for those who wrote something with their score, one for those who did not. */
function bandWith(...allowed: readonly Placeholder[]) {
  return z.strictObject({ silent: letterWith(...allowed), heard: letterWith(...allowed) });
}

const heading = line(120);

/** A page that only says something. */
const noteSchema = z.strictObject({ title: heading, paragraphs: z.array(sentence()).min(1).max(4) });

/** What customers find behind the links of our mails. */
const pagesSchema = z.strictObject({
  leave: z.strictObject({
    title: line(120, ["company"]),
    text: sentence(["company"]),
    button: label,
    /** After the button, and for whoever comes again. */
    done: z.strictObject({ title: heading, text: sentence(["company"]) }),
    already: z.strictObject({ title: heading, text: sentence(["company"]) }),
  }),
  reward: z.strictObject({
    thanks: sentence(["company"]),
    /** What the button does, and the button. */
    hint: sentence(),
    claim: label,
    /** Until when the page opens. */
    until: sentence([], ["date"]),
    /** Stands above the code that was claimed. */
    code: label,
    /** Leads to where a code of a pool is redeemed. */
    redeem: label,
    /** Stands above the personal link, which is for others. */
    passOn: label,
    /** Leads where the personal link leads. */
    open: label,
    /** The heading of the program's terms. */
    terms: label,
  }),
  /** Where customers say whether it was made right. */
  recovery: z.strictObject({
    question: heading,
    /** What the scores mean, from 1 to 5. */
    scale: z.tuple([label, label, label, label, label]),
    /** Above the field for words of their own, and the button. */
    comment: line(120),
    button: label,
    /** For whoever comes again. */
    again: sentence(),
    /** After the button: when it was made right, and when it was not, or not quite. */
    right: z.strictObject({ title: heading, text: sentence(["company"]) }),
    wrong: z.strictObject({ title: heading, text: sentence(["company"]) }),
    /** When the question is not asked any more. */
    closed: z.strictObject({ title: heading, text: sentence(["company"]) }),
  }),
  /** A link that is not ours, or has nothing behind it. */
  unknown: noteSchema,
  /** A link whose time is over. */
  ended: noteSchema,
  /** For whoever would change something where nothing can be changed. */
  lookOnly: noteSchema,
  /** For whoever sends something that none of our pages sends. */
  unread: noteSchema,
  /** When something of ours does not work. */
  later: noteSchema,
});

export const copySchema = z.strictObject({
  direction: z.enum(["ltr", "rtl"]),
  greeting: z.strictObject({ named: sentence(["company"], ["name"]), unnamed: sentence(["company"]) }),
  /** How the scores are called that would make a promoter: `{best}`. */
  best: z.strictObject({
    /** A score as it is put into the others. */
    each: line(60, [], ["score"]),
    /** Scores that are called differently: `8: an 8`. */
    except: z.record(z.string().regex(/^\d{1,2}$/, "must be a score"), line(60)).default({}),
    one: line(60, [], ["first"]),
    two: line(60, [], ["first", "second"]),
    more: line(60, [], ["first"]),
  }),
  /** What is asked of passives: `{question}`. */
  question: z.strictObject({
    nps: line(110, ["company", "best"]),
    csat: line(110, ["company", "best"]),
    ces: line(110, ["company", "best"]),
  }),
  detractor: bandWith("company"),
  passive: bandWith("company", "question"),
  promoter: bandWith("company"),
  reward: z.strictObject({
    /** With the program's title in this language; without one, the other. */
    titled: sentence(["company"], ["reward"]),
    untitled: sentence(["company"]),
    link: label,
  }),
  /** Asks, a while after it was called made right, whether it was. */
  recovery: z.strictObject({
    subject: subjectLine(["company"]),
    paragraphs: z.array(z.union([sentence(["company"]), byOwner(["company"])])).min(1).max(8),
    link: label,
    closing: sentence(["company"]),
  }),
  /** Added for those who asked to be contacted although nothing seems wrong. */
  contact: byOwner(["company"]),
  /** Who signs; `{sender}` is the policy's sender, in whatever language it is written there. */
  signature: line(120, ["company", "sender"]),
  /** What stands at the foot: why somebody gets this mail, and how to get no more. */
  footer: z.strictObject({ reason: sentence(["company"]), unsubscribe: label }),
  /** The subject of a mail that a person writes. */
  reply: z.strictObject({ subject: subjectLine(["company"]) }),
  pages: pagesSchema,
});
export type Copy = z.infer<typeof copySchema>;
export type Letter = Copy["detractor"]["silent"];

export type PageNote = z.infer<typeof noteSchema>;

/** All the words there are, by language (BCP 47). English is always among them. */
export type Copies = Readonly<Record<string, Copy>>;
