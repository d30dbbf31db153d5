import { type Case, ownerOf } from "../../shared/domain/case.ts";
import type { CancelReason, Effect } from "../../shared/domain/effect.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import { decentTime } from "../../shared/domain/quiet-hours.ts";
import { isStillResolved, isStillTheirs } from "../../shared/domain/recovery.ts";
import { normaliseEmail } from "../../shared/domain/respondent.ts";
import type { Response } from "../../shared/domain/response.ts";
import { entryOf } from "../../shared/domain/work-case.ts";
import { type Delivered, deliver } from "../../shared/delivery/deliver.ts";
import { addressSlot } from "../../shared/delivery/message-slots.ts";
import { suppressionOf } from "../../shared/delivery/suppression-of.ts";
import type { FollowingUp } from "./following-up.ts";
import { composeRecovery } from "./message/compose-recovery.ts";

const dayMs = 86_400_000;
/** How long the question waits for its turn when the address has just had another message; then it has come too late. */
const patienceMs = 30 * dayMs;

/** Asks whoever's case was resolved whether it was made right, unless it is not, or they have said more than that since. */
export async function askWhetherRight(needs: FollowingUp, effect: Effect, response: Response): Promise<Delivered> {
  const { cases, clock, ledger, drafts, mailer } = needs;
  const now = clock.now().toISOString();
  const subject = effect.caseId === undefined ? undefined : await cases.find(effect.caseId);
  const { respondent } = response.body;
  const to = respondent.email;
  const reason = effect.state === "planned" ? await whyNot(needs, effect, subject, response) : undefined;
  if (reason !== undefined || subject === undefined || to === undefined) {
    await ledger.cancel([effect], now, reason ?? "erased");
    return { kind: "settled" };
  }
  if (effect.state === "planned" && effect.notBefore > now) return { kind: "later", at: effect.notBefore };
  const wait = async (until: string): Promise<Delivered> => {
    await drafts.hold([effect], until);
    return { kind: "later", at: until };
  };
  const decent = decentTime(now, response, needs.policy);
  if (effect.state === "planned" && decent > now) return wait(decent);
  const address = normaliseEmail(to);
  const pseudonym = await needs.pseudonymOf(address);
  const { policy, copies } = needs;
  const { name, email } = ownerOf(subject) ?? {};
  const mail = composeRecovery({
    respondent,
    to,
    policy,
    copies,
    owner: { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) },
    link: await needs.recoveryLink(effect.id),
    unsubscribe: await needs.unsubscribeLink(effect.id, pseudonym),
  });
  const delivered = await deliver(needs, {
    effects: [effect],
    slots: Object.values(addressSlot(needs, address)),
    send: () => mailer.send({ ...mail, effectId: effect.id, pseudonym }),
    lookUp: (since) => mailer.lookUp({ effectId: effect.id, since }),
  });
  if (delivered.kind !== "slot taken") return delivered;
  // What was just written to them, mostly because of this very case, comes first: the question has time.
  if (clock.now().getTime() < dueAt(effect, needs.policy) + patienceMs) return wait(new Date(clock.now().getTime() + dayMs).toISOString());
  await ledger.cancel([effect], now, "frequency cap");
  return { kind: "settled" };
}

/** When the question was to be asked; milliseconds since the epoch. */
function dueAt({ plannedAt }: Effect, { messages: { afterResolution } }: Policy): number {
  return Date.parse(plannedAt) + (afterResolution === "off" ? 0 : afterResolution.after);
}

/** Why the question is not to be asked any more. */
async function whyNot(needs: FollowingUp, effect: Effect, subject: Case | undefined, response: Response): Promise<CancelReason | undefined> {
  const resolved = subject && entryOf(subject, effect);
  const { id, email } = response.body.respondent;
  if (email === undefined) return "no address";
  if (subject === undefined || resolved === undefined) return "erased";
  const suppressed = await suppressionOf(needs, email);
  if (suppressed !== undefined) return suppressed;
  if (needs.policy.messages.afterResolution === "off") return "mode off";
  if (!isStillResolved(subject, resolved)) return "reopened";
  if (!isStillTheirs(subject, response)) return "corrected";
  const since = await needs.responses.list({ respondent: id ?? email, from: resolved.at, limit: 1 });
  return since !== "foreign cursor" && since.items.some((one) => !subject.responses.includes(one.id)) ? "answered again" : undefined;
}
