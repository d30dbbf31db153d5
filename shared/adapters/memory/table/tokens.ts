import { UnknownToMemory } from "./values.ts";

/** The words of an expression, read from the left. */
export type Tokens = {
  /** The next word as it stands; empty at the end. */
  peek(): string;
  next(): string;
  /** Takes the next word if it is this one, whatever its case. */
  takes(word: string): boolean;
  expects(word: string): void;
  /** Takes an attribute's name, written out or as `#name`. */
  name(): string;
  /** Takes a name, or names joined by points: a path into maps. */
  path(): string;
  /** Takes what is asked in a form that this twin does not know. */
  refuse(): never;
  /** Every `#name` and `:value` of the expression. */
  readonly mentions: ReadonlySet<string>;
};

const word = /\s*([#:]?\w+|<>|<=|>=|[=<>(),.+-])/y;

/** Splits an expression into words; paths into lists are not known here. */
export function tokensOf(text: string): Tokens {
  const words: string[] = [];
  const end = text.trimEnd().length;
  for (word.lastIndex = 0; word.lastIndex < end; ) {
    const from = word.lastIndex;
    const found = word.exec(text)?.[1];
    if (found === undefined) throw new UnknownToMemory(`"${text.slice(from)}" in the expression "${text}"`);
    words.push(found);
  }
  let at = 0;
  const peek = (): string => words[at] ?? "";
  const refuse = (): never => {
    throw new UnknownToMemory(`"${words.slice(at).join(" ")}" in the expression "${text}"`);
  };
  const takes = (wanted: string): boolean => {
    if (peek().toUpperCase() !== wanted) return false;
    at += 1;
    return true;
  };
  const name = (): string => {
    if (!/^[#A-Za-z_]/.test(peek())) refuse();
    at += 1;
    return words[at - 1] ?? "";
  };
  return {
    peek,
    refuse,
    takes,
    next: () => {
      at += 1;
      return words[at - 1] ?? "";
    },
    expects: (wanted) => {
      if (!takes(wanted)) refuse();
    },
    name,
    path: () => {
      const steps = [name()];
      while (takes(".")) steps.push(name());
      return steps.join(".");
    },
    mentions: new Set(words.filter((each) => /^[#:]/.test(each))),
  };
}

/** Makes a reader of expressions remember what it has read: the same few texts come again and again. */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = read(text);
    known.set(text, now);
    return now;
  };
}
