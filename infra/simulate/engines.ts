import { tableDefinition } from "../../shared/adapters/dynamodb/table-definition.ts";
import { memoryChat } from "../../shared/adapters/memory/chat.ts";
import { memoryMailer } from "../../shared/adapters/memory/mailer.ts";
import { memoryTable } from "../../shared/adapters/memory/memory-table.ts";
import { memoryWorkQueues } from "../../shared/adapters/memory/work-queues.ts";
import type { Mail } from "../../shared/ports.ts";
import { queues as described } from "../topology.ts";
import type { Mailed } from "./evidence.ts";
import type { Simulated } from "./simulated.ts";

/** Who is told when something has happened in an engine. */
export type Told = {
  readonly queued: (queue: "alerts" | "followUps") => void;
  readonly mailed: (mail: Mail, messageId: string) => void;
};

/** After this long without it, a message has not arrived: what the functions on AWS are told. */
const settleMs = 60_000;

/** The engines of a run, on its clock; nothing goes wrong here. */
export function enginesOf({ timeline }: Pick<Simulated, "timeline">, mailboxCanBeAsked: boolean, told: Told) {
  const now = () => new Date(timeline.now());
  const queues = memoryWorkQueues({ now, ...queueSettings() });
  const mailer = memoryMailer({ now, settleMs, canBeAsked: mailboxCanBeAsked });
  const mailed: Mailed[] = [];
  return {
    table: memoryTable({ definition: tableDefinition, now, shards: 3 }),
    chat: memoryChat({ now, settleMs, members: new Map([["mia@us.example", "U0MIA"], ["jonas@us.example", "U0JONAS"]]) }),
    mailer: {
      ...mailer,
      /** Everything that arrived, forgotten since or not. */
      mailed: (): readonly Mailed[] => mailed,
      send: async (mail: Mail) => {
        const outcome = await mailer.send(mail);
        if (outcome.kind === "sent" && "messageId" in outcome.receipt) {
          mailed.push({ effectId: mail.effectId, to: mail.to, pseudonym: mail.pseudonym, at: timeline.now() });
          told.mailed(mail, outcome.receipt.messageId);
        }
        return outcome;
      },
    },
    queues: {
      ...queues,
      wake: async (...given: Parameters<typeof queues.wake>) => {
        await queues.wake(...given);
        told.queued("alerts");
      },
      followUp: async (...given: Parameters<typeof queues.followUp>) => {
        await queues.followUp(...given);
        told.queued("followUps");
      },
    },
  };
}

function queueSettings(): { readonly visibilityTimeoutSeconds: number; readonly maxReceiveCount: number } {
  for (const queue of described) {
    if ("deadLetter" in queue) return { visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds, maxReceiveCount: queue.deadLetter.maxReceiveCount };
  }
  throw new Error("there is no work queue");
}
