/** `npm run costs`: what a month of responses costs on AWS, by counted usage and list prices. */
import { runCommand } from "./support/command-error.ts";
import { readCostsCommand } from "./support/costs/arguments.ts";
import { printBill } from "./support/costs/print-bill.ts";

await runCommand(() => {
  console.log(printBill(readCostsCommand(process.argv.slice(2))));
  return Promise.resolve();
});
