/** What may stand in braces in the words of our mails. */
export type Placeholder = "name" | "company" | "owner" | "sender" | "score" | "first" | "second" | "best" | "question" | "reward";
/** What is put in their place. */
export type Values = Readonly<Partial<Record<Placeholder, string>>>;

const braced = /\{([^{}]*)\}/g;
/** What ends a sentence in a value, and the full stop that would end it again. */
const ended = /[.!?…。！？]$/;
const fullStops = [".", "。"];

/**
 * What is wrong with a template, in words; nothing when all is well.
 *
 * @param allowed what may stand in it
 * @param required what must
 */
export function mistakesIn(template: string, allowed: readonly Placeholder[], required: readonly Placeholder[] = []): readonly string[] {
  const used = [...template.matchAll(braced)].map(([, name = ""]) => name);
  const known = new Set<string>(allowed);
  const choice = allowed.length === 0 ? "none may stand here" : `here may stand ${allowed.map(shown).join(", ")}`;
  const unknown = used.filter((name) => !known.has(name)).map((name) => `unknown placeholder ${shown(name)}: ${choice}`);
  const missing = required.filter((name) => !used.includes(name)).map((name) => `must hold ${shown(name)}`);
  const stray = /[{}]/.test(template.replace(braced, "")) ? ["has a brace without its other"] : [];
  return [...unknown, ...stray, ...missing];
}

const ideographs = "[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}]";
const letters = "[\\p{sc=Latin}\\p{sc=Cyrillic}\\p{sc=Greek}\\p{Nd}]";
const endsIn = { ideograph: new RegExp(`${ideographs}$`, "u"), letter: new RegExp(`${letters}$`, "u") };
const beginsWith = { ideograph: new RegExp(`^${ideographs}`, "u"), letter: new RegExp(`^${letters}`, "u") };

/**
 * A template with its placeholders filled, each once: what a value holds is never read as a template. A value
 * that ends a sentence by itself (`Example Inc.`) is not followed by a second full stop, and one in letters is
 * set apart from the Chinese or Japanese around it.
 *
 * @throws TypeError for a placeholder without a value; templates are checked before they come here
 */
export function fill(template: string, values: Values): string {
  return template.split(braced).reduce((text, part, index) => {
    if (index % 2 === 1) return joined(text, valueOf(part, values));
    const follows = index > 0 && ended.test(text) && fullStops.includes(part.slice(0, 1));
    return joined(text, follows ? part.slice(1) : part);
  }, "");
}

function joined(before: string, after: string): string {
  const apart = (endsIn.ideograph.test(before) && beginsWith.letter.test(after)) || (endsIn.letter.test(before) && beginsWith.ideograph.test(after));
  return apart ? `${before} ${after}` : before + after;
}

function valueOf(name: string, values: Values): string {
  const value = new Map<string, string | undefined>(Object.entries(values)).get(name);
  if (value === undefined) throw new TypeError(`there is no ${name} to stand for ${shown(name)}`);
  return value;
}

function shown(name: string): string {
  return `{${name}}`;
}
