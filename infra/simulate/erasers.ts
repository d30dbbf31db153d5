import type { PersonKey } from "../../shared/domain/respondent.ts";
import type { ErasureRequest } from "./actions.ts";
import { between } from "./chance.ts";
import type { Erased } from "./evidence.ts";
import { faultKinds } from "./faults.ts";
import type { Invoke, Running } from "./processes.ts";
import type { Simulated } from "./simulated.ts";

/** Those who have people erased: by one name after the other, and each again until it is answered. */
export function startErasers(
  { timeline, chance, faults, trace }: Simulated,
  invoke: Invoke,
  forget: Running<PersonKey, void>,
  requests: readonly ErasureRequest[],
) {
  const erased: Erased[] = [];
  const waiting = new Set<ErasureRequest>(requests);

  async function ask(request: ErasureRequest): Promise<void> {
    const { name, person, keys } = request;
    const askedAt = timeline.now();
    for (const [at] of keys.entries()) await askUntilAnswered(`somebody asks for ${name}${keys.length === 1 ? "" : ` (${at + 1} of ${keys.length} names)`}`, keys[at] ?? "");
    trace.tell(`${name}: answered`);
    erased.push({ person, askedAt, answeredAt: timeline.now() });
    waiting.delete(request);
  }

  async function askUntilAnswered(what: string, key: PersonKey): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const where = attempt === 1 ? what : `${what}, try ${attempt}`;
      const fault = faults.strike(where, ["error", "answer lost", "twice"], 3);
      trace.tell(fault === undefined ? where : `${where}: ${faultKinds[fault]}`);
      if (fault === "twice") void invoke(forget, key);
      const ended = fault === "error" ? undefined : await invoke(forget, key);
      if (ended?.kind === "answered" && fault !== "answer lost") return;
      await new Promise<void>((resolve) => { timeline.after(between(chance, `patience after ${where}`, 1_000, 20_000), resolve); });
    }
  }

  for (const request of requests) timeline.after(request.afterMs, () => { void ask(request); });
  return { erased: (): readonly Erased[] => erased, unanswered: (): readonly string[] => [...waiting].map(({ name }) => name) };
}
