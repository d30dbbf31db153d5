import type { SQSRecord } from "aws-lambda";
import { splitEffectId } from "../../shared/domain/effect.ts";
import type { Mail } from "../../shared/ports.ts";
import { faultKinds } from "./faults.ts";
import type { Programs } from "./programs.ts";
import type { Invoke } from "./processes.ts";
import type { Simulated } from "./simulated.ts";

/** How soon, at most, a mail's carrier says what became of it; milliseconds. */
const latestMs = 60_000;
const retryMs = 48_000;
/** Some addresses take no mail. */
const bounceShare = 0.06;

/** Tells the product, a while later, what became of each mail: sent, or bounced for good. */
export function mailEvents({ timeline, chance, faults, trace }: Simulated, invoke: Invoke, settle: Programs["settle"]) {
  let underWay = 0;

  async function tell(record: SQSRecord, attempt: number): Promise<void> {
    const label = `mail event ${record.messageId}${attempt === 1 ? "" : ` (try ${attempt})`}`;
    const fault = faults.strike(label, ["twice"], 3);
    trace.tell(fault === undefined ? label : `${label}: ${faultKinds[fault]}`);
    if (fault === "twice") void invoke(settle, { Records: [record] });
    const ended = await invoke(settle, { Records: [record] });
    if (ended.kind === "answered" && ended.answer.batchItemFailures.length === 0) underWay -= 1;
    else timeline.after(retryMs, () => { void tell(record, attempt + 1); });
  }

  return {
    mailed: ({ effectId, pseudonym }: Mail, messageId: string) => {
      const { responseId, name: effect } = splitEffectId(effectId);
      const isBounced = chance(`${effectId} bounces`) < bounceShare;
      const body = JSON.stringify({
        version: 1,
        responseId,
        effect,
        address: pseudonym,
        messageId,
        at: new Date(timeline.now()).toISOString(),
        ...(isBounced ? { type: "Bounce", bounceType: "Permanent" } : { type: "Send" }),
      });
      underWay += 1;
      timeline.after(chance(`${effectId} is told of`) * latestMs, () => { void tell(recordOf(effectId, body), 1); });
    },
    isIdle: () => underWay === 0,
  };
}

function recordOf(messageId: string, body: string): SQSRecord {
  return {
    messageId,
    receiptHandle: messageId,
    body,
    attributes: { ApproximateReceiveCount: "1", SentTimestamp: "0", SenderId: "", ApproximateFirstReceiveTimestamp: "0" },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:memory:000000000000:mail-events",
    awsRegion: "memory",
  };
}
