/** `npm run digest`: says which digest is sent when, and shows one as it would be sent, of this machine or of a deployment. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { trendDrawer } from "../../functions/report/draw-trend.ts";
import { gatherDigest } from "../../functions/report/gather-digest.ts";
import { dynamoCaseLists } from "../../shared/adapters/dynamodb/case-lists.ts";
import { listedResponses } from "../../shared/adapters/dynamodb/responses.ts";
import { openPictures } from "../../shared/adapters/resvg/pictures.ts";
import { openTable } from "../../shared/adapters/dynamodb/table.ts";
import { dynamoTallies } from "../../shared/adapters/dynamodb/tallies.ts";
import { systemClock } from "../../shared/runtime/clock.ts";
import { pictureFiles } from "../picture-assets.ts";
import { readPolicySource } from "../policy-source.ts";
import { PolicyError } from "../yaml-source.ts";
import { CommandError, runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { readDigestCommand } from "./support/digest/arguments.ts";
import { workDigest } from "./support/digest/work-digest.ts";
import { reaching, reasonOf } from "./support/reaching.ts";

await runCommand(async () => {
  const command = readDigestCommand(process.argv.slice(2));
  const policy = explained(() => readPolicySource(process.env["AFTERSCORE_POLICY"] ?? "policy.yaml").policy);
  const { place, table: name, dynamoDb } = await findDeployment(process.env);
  const table = openTable(name, dynamoDb);
  const sources = { tallies: dynamoTallies(table), cases: dynamoCaseLists(table), responses: listedResponses(table), clock: systemClock, policy };
  console.log(await reaching(`The table at ${place}`, () => workDigest(command, { place, policy, gather: (due) => gatherDigest(sources, due), clock: systemClock, write, drawTrend: trendDrawer(openPictures(pictureFiles)) })));
});

function write(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  } catch (error) {
    throw new CommandError(`${file} cannot be written (${reasonOf(error)}).`, { cause: error });
  }
}

function explained<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof PolicyError ? new CommandError(error.message, { cause: error }) : error;
  }
}
