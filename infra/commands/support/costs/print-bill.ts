import { textTable } from "../text-table.ts";
import { assumed } from "./counts.ts";
import { type Bill, type Month, billOf } from "./month.ts";
import { prices, pricesOf } from "./prices.ts";

/** What a month costs, as a table for terminals, and what of it is an assumption. */
export function printBill(month: Month): string {
  const bill = billOf(month);
  const rows = bill.lines.map(({ service, what, quantity, dollars }) => [service, what, whole(quantity), dollars.toFixed(2)]);
  const total = ["total", "", "", bill.dollars.toFixed(2)];
  return [textTable(["service", "what", "a month", "US$"], [...rows, total]), "", ...notes(month, bill)].join("\n");
}

function notes(month: Month, { batch, each, storedGb, dollars }: Bill): readonly string[] {
  const { ms } = assumed;
  const { writeUnits, readUnits, queueRequests, fifoRequests } = each;
  const perMillion = month.responses === 0 ? 0 : (1_000_000 * dollars) / month.responses;
  return [
    `${whole(month.responses)} responses a month, mail ${month.mail}: ${perMillion.toFixed(2)} US$ a million.`,
    `Counted (npx vitest run tests/infra/commands/costs), for a response where ${batch.toFixed(1)} are counted together:`,
    `  ${writeUnits.toFixed(1)} write units, ${readUnits.toFixed(1)} read units, ${(queueRequests + fifoRequests).toFixed(1)} queue requests.`,
    `Assumed: ${ms.invocation} ms an invocation, ${ms.response} ms a response, ${ms.alert} ms an alert, ${ms.mail} ms a mail;`,
    `  ${assumed.pollers} pollers a queue that ask every ${assumed.longPollSeconds} s; ${assumed.accessLogBytes} bytes of access log a request; peaks of ${assumed.peak} times the average.`,
    `Not in it: storage, about ${storedGb.toFixed(storedGb < 1 ? 4 : 1)} GB more each month and what indexes repeat of it, at ${prices.storedGbMonth} a GB-month and ${prices.recoverableGbMonth} for`,
    "  point-in-time recovery; kept logs, data transfer, scores and lists that are read, corrections, retries; Slack; tax.",
    `Prices: ${pricesOf}.`,
  ];
}

function whole(n: number): string {
  return n.toLocaleString("en-US", { maximumFractionDigits: n < 100 ? 2 : 0 });
}
