import type { Grant } from "./grants.ts";
import { allows } from "./grants.ts";
import { type Call, type Need, needsOf } from "./needs.ts";

/** Says of each call of one function whether its role allows it, and remembers. */
export type Guard = {
  /** What the call lacks; undefined when it is allowed. */
  readonly lacks: (call: Call) => string | undefined;
  /** What was asked for and not allowed, each once. */
  readonly denied: () => readonly string[];
  /** What is allowed, each once: `sqs:SendMessage on afterscore-dev-alerts.fifo`. */
  readonly granted: () => readonly string[];
  /** Of that, what was never needed. */
  readonly unused: () => readonly string[];
};

/**
 * What a role allows for Lambda's sake: it writes the log, and reads what feeds the function. MiniStack
 * does that without asking.
 */
const forThePlatform = /^(?:logs:.*|dynamodb:(?:DescribeStream|GetRecords|GetShardIterator|ListStreams)|sqs:(?:ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueUrl|GetQueueAttributes))$/;

/** @param grants what the function's role allows */
export function guardOf(grants: readonly Grant[]): Guard {
  const denied = new Set<string>();
  const needed = new Set<Grant>();
  const isAllowed = (need: Need): boolean => {
    const granting = grants.filter((grant) => allows(grant, need));
    for (const grant of granting) needed.add(grant);
    return granting.length > 0;
  };
  return {
    lacks: (call) => {
      const lacking = needsOf(call).filter((need) => !isAllowed(need)).map(({ action, resource }) => `${action} on ${resource}`);
      for (const one of lacking) denied.add(one);
      return lacking[0];
    },
    denied: () => [...denied],
    granted: () => inWords(grants),
    unused: () => inWords(grants.filter((grant) => !needed.has(grant) && !forThePlatform.test(grant.action))),
  };
}

function inWords(grants: readonly Grant[]): readonly string[] {
  return [...new Set(grants.map(({ action, resource }) => `${action} on ${resource.split(":").at(-1) ?? ""}`))];
}
