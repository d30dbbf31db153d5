const keptFor = 5 * 60_000;
/** What is asked for may come from senders: bounded, so that it cannot fill the memory. */
const mostKept = 10_000;

/** Asks once in five minutes for the same thing; an answer that fails is not remembered. */
export function remembered<T>(ask: (name: string) => Promise<T>, now: () => Date): (name: string) => Promise<T> {
  const known = new Map<string, { readonly answer: T; readonly until: number }>();
  return async (name) => {
    const found = known.get(name);
    if (found !== undefined && now().getTime() < found.until) return found.answer;
    const answer = await ask(name);
    if (known.size >= mostKept) known.clear();
    known.set(name, { answer, until: now().getTime() + keptFor });
    return answer;
  };
}
