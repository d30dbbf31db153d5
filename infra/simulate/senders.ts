import { checkResponse } from "../../functions/receive/check-body.ts";
import { type Acceptance, type Accepting, accept } from "../../shared/intake/accept.ts";
import type { Submission } from "./actions.ts";
import { between } from "./chance.ts";
import type { Answer } from "./evidence.ts";
import { faultKinds } from "./faults.ts";
import type { Invoke, Running } from "./processes.ts";
import type { Simulated } from "./simulated.ts";

/** The name under which all senders of a run post. */
const source = "shop";

/** What the door of the product does with a post. */
export function receiving(needs: Accepting): (action: Submission) => Promise<Acceptance> {
  return (action) => {
    const checked = checkResponse(action.content, needs.clock.now().getTime());
    if (!checked.ok) throw new Error(`${action.name} is not valid: ${JSON.stringify(checked.errors)}`);
    const { idempotencyKey } = action;
    return accept(needs, { source, body: checked.value, json: action.content, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) });
  };
}

/**
 * Senders who post, and post again whatever was not answered, as the contract tells them to. A post
 * without an identity is not repeated: it would be another response.
 *
 * @param isStored whether the table has this revision of a response, right now
 */
export function startSenders(
  { timeline, chance, faults, trace }: Simulated,
  invoke: Invoke,
  receive: Running<Submission, Acceptance>,
  actions: readonly Submission[],
  isStored: (id: string, revision: number) => Promise<boolean>,
) {
  const answers: Answer[] = [];
  const waiting = new Set<Submission>();

  async function post(action: Submission, attempt: number): Promise<void> {
    const where = attempt === 1 ? `a sender posts ${action.name}` : `a sender posts ${action.name} (try ${attempt})`;
    const fault = faults.strike(where, ["error", "answer lost", "twice"], 3);
    trace.tell(fault === undefined ? where : `${where}: ${faultKinds[fault]}`);
    const at = timeline.now();
    if (fault === "twice") void invoke(receive, action);
    const ended = fault === "error" ? undefined : await invoke(receive, action);
    if (ended?.kind === "answered" && fault !== "answer lost") {
      const { answer: told } = ended;
      const isDurable = !("receipt" in told) || (await isStored(told.receipt.id, told.receipt.revision));
      trace.tell(`${action.name} is answered: ${told.kind}${"receipt" in told ? `, ${told.receipt.id} revision ${told.receipt.revision}` : ""}`);
      answers.push({ action, told, isDurable, at });
      waiting.delete(action);
    } else if (action.identity === undefined) {
      waiting.delete(action);
    } else {
      timeline.after(between(chance, `patience after ${where}`, 1_000, 20_000), () => { void post(action, attempt + 1); });
    }
  }

  for (const action of actions) {
    waiting.add(action);
    timeline.after(action.afterMs, () => { void post(action, 1); });
  }
  return { answers: (): readonly Answer[] => answers, unanswered: (): readonly Submission[] => [...waiting] };
}
