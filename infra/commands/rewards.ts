/** `npm run rewards`: imports codes into a pool and tells what is left of rewards, on this machine or in a deployment. */
import { readFileSync } from "node:fs";
import { dynamoRewardStocks } from "../../shared/adapters/dynamodb/reward-stocks.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { readPolicySource } from "../policy-source.ts";
import { PolicyError } from "../yaml-source.ts";
import { CommandError, runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { progressOn } from "./support/progress.ts";
import { reaching, reasonOf } from "./support/reaching.ts";
import { readRewardsCommand } from "./support/rewards/arguments.ts";
import { workRewards } from "./support/rewards/work-rewards.ts";

await runCommand(async () => {
  const command = readRewardsCommand(process.argv.slice(2));
  const programs = explained(() => readPolicySource(process.env["AFTERSCORE_POLICY"] ?? "policy.yaml").policy.rewards.programs);
  const { place, table, dynamoDb } = await findDeployment(process.env);
  const needs = {
    place,
    programs,
    stocks: dynamoRewardStocks(openTable(table, dynamoDb)),
    readFile: (file: string) => textOf(file),
    progressOf: (total: number) => progressOn(process.stderr, "Importing", total),
  };
  console.log(await reaching(`The rewards at ${place}`, () => workRewards(command, needs)));
});

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${reasonOf(error)}).`, { cause: error });
  }
}

function explained<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof PolicyError ? new CommandError(error.message, { cause: error }) : error;
  }
}
