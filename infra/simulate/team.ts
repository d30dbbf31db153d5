import { type WorkedCase, workCase, type Casework } from "../../shared/casework/work-case.ts";
import type { CaseEvent } from "../../shared/domain/case.ts";
import { type CaseWork, withoutWords } from "./case-work.ts";
import { between } from "./chance.ts";
import { faultKinds } from "./faults.ts";
import type { Invoke, Running } from "./processes.ts";
import type { Simulated } from "./simulated.ts";

/** What the door of the product is asked: to do this with that case. */
export type WorkRequest = { readonly caseId: string; readonly event: CaseEvent; readonly actor: string; readonly mark?: string };

/** Somebody was told what came of their work. */
export type Worked = { readonly action: CaseWork; readonly caseId: string; readonly told: WorkedCase["kind"] };

/** What the door does with it. */
export function working(needs: Casework, work: typeof workCase = workCase): (request: WorkRequest) => Promise<WorkedCase> {
  return ({ caseId, event, actor, mark }) => work(needs, caseId, event, { actor, source: "slack", ...(mark === undefined ? {} : { mark }) });
}

/** How often, and how long apart, somebody looks for a case that is not there yet. */
const [mostLooks, lookAgainMs] = [4, 10_000];

/** What the team finds out by looking. */
export type Sight = {
  /** The case of a response, right now. */
  readonly caseOf: (responseId: string) => Promise<string | undefined>;
  readonly isBeingErased: (person: CaseWork["person"]) => boolean;
};

/** People of the team who work cases, and try again what was not answered. */
export function startTeam({ timeline, chance, faults, trace }: Simulated, invoke: Invoke, desk: Running<WorkRequest, WorkedCase>, actions: readonly CaseWork[], { caseOf, isBeingErased }: Sight) {
  const worked: Worked[] = [];
  const waiting = new Set<CaseWork>();

  async function begin(action: CaseWork, looks: number): Promise<void> {
    const caseId = await caseOf(action.responseId);
    if (caseId !== undefined) return ask(action, caseId);
    if (looks < mostLooks) timeline.after(lookAgainMs, () => { void begin(action, looks + 1); });
    else waiting.delete(action);
  }

  async function ask(action: CaseWork, caseId: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const where = attempt === 1 ? `somebody does ${action.name}` : `somebody does ${action.name}, try ${attempt}`;
      const fault = faults.strike(where, ["error", "answer lost", "twice"], 2);
      trace.tell(fault === undefined ? `${where}, ${caseId}` : `${where}, ${caseId}: ${faultKinds[fault]}`);
      const { actor, mark } = action;
      const request = { caseId, actor, event: isBeingErased(action.person) ? withoutWords(action.event) : action.event, ...(mark === undefined ? {} : { mark }) };
      if (fault === "twice") void invoke(desk, request);
      const ended = fault === "error" ? undefined : await invoke(desk, request);
      if (ended?.kind === "answered" && fault !== "answer lost") {
        trace.tell(`${action.name} is answered: ${ended.answer.kind}`);
        worked.push({ action, caseId, told: ended.answer.kind });
        waiting.delete(action);
        return;
      }
      await new Promise<void>((resolve) => { timeline.after(between(chance, `patience after ${where}`, 1_000, 20_000), resolve); });
    }
  }

  for (const action of actions) {
    waiting.add(action);
    timeline.after(action.afterMs, () => { void begin(action, 1); });
  }
  return { worked: (): readonly Worked[] => worked, unanswered: (): readonly string[] => [...waiting].map(({ name }) => name) };
}
