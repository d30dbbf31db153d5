import { parseArgs } from "node:util";
import { type DeliveryReceipt, type Effect, splitEffectId } from "../../../../shared/domain/effect.ts";
import type { Ledger } from "../../../../shared/ports.ts";
import { CommandError } from "../command-error.ts";
import { minuteOf, textTable } from "../text-table.ts";
import { usageOf } from "../usage.ts";

const { misused, parse } = usageOf(`Usage:
  npm run effects -- <id>

  <id>  an effect's (rsp_….note-1), or that of a response or a storm: everything planned for it is shown`);

/**
 * Reads the words after `npm run effects --`.
 *
 * @returns the id of the response or storm
 * @throws CommandError with what is wrong and how it is used
 */
export function readEffectsCommand(args: string[]): string {
  const { positionals } = parse(() => parseArgs({ args, allowPositionals: true }));
  const [id, extra] = positionals;
  if (id === undefined) return misused("Say which: the id of an effect, a response or a storm.");
  if (extra !== undefined) return misused(`One at a time: '${extra}' is one word too many.`);
  return id.includes(".") ? splitEffectId(id).responseId : id;
}

/**
 * Every effect of a response or a storm, as the ledger has it, with what the receiver gave us: what integrators
 * do not see of it as well.
 *
 * @throws CommandError when nothing is planned for it
 */
export async function showEffects(responseId: string, { place, ledger }: { readonly place: string; readonly ledger: Pick<Ledger, "ofResponse"> }): Promise<string> {
  const effects = await ledger.ofResponse(responseId);
  if (effects.length === 0) throw new CommandError(`Nothing is planned for ${responseId} at ${place}: it is not there, was erased, or nothing comes of it but its count.`);
  return textTable(["effect", "state", "since", "tries", "looked at again", "receipt", "detail"], effects.map(row));
}

function row({ id, state, at, attempts, dueAt, receipt, detail = "" }: Effect): readonly string[] {
  return [id, state, minuteOf(at), String(attempts), dueAt === undefined ? "" : minuteOf(dueAt), receipt === undefined ? "" : written(receipt), detail];
}

function written(receipt: DeliveryReceipt): string {
  return "ts" in receipt ? `${receipt.channel} ${receipt.ts}` : receipt.messageId;
}
