/** `npm run import`: posts the rows of a file to a running Afterscore, each once. */
import { accessSync, constants, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../shared/runtime/clock.ts";
import { readPolicySource } from "../policy-source.ts";
import { PolicyError } from "../yaml-source.ts";
import { findDoor } from "./support/api-door.ts";
import { CommandError, runCommand } from "./support/command-error.ts";
import { readImportCommand } from "./support/import/arguments.ts";
import { workImport } from "./support/import/work-import.ts";
import { homeFolder } from "./support/laptop.ts";
import { progressOn } from "./support/progress.ts";
import { reasonOf } from "./support/reaching.ts";

await runCommand(async () => {
  const command = readImportCommand(process.argv.slice(2));
  if (command.do === "help") {
    console.log(command.text);
    return;
  }
  expectReadable(command.file);
  const { text, refused } = await workImport(command, {
    home: homeFolder(process.env),
    policyTimeZone: () => policyTimeZone(process.env["AFTERSCORE_POLICY"] ?? "policy.yaml"),
    findDoor: () => findDoor(command.url, process.env),
    asking: { fetch: (address, init) => fetch(address, init), wait: async (ms) => { await sleep(ms); } },
    clock: systemClock,
    say: (line) => { console.log(line); },
    warn: (line) => { console.error(line); },
    progressOf: (total) => progressOn(process.stderr, command.isDry ? "Checking" : "Importing", total),
  });
  console.log(text);
  if (refused > 0) process.exitCode = 1;
});

function expectReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw new CommandError(`${file} cannot be read (${reasonOf(error)}).`, { cause: error });
  }
  if (!statSync(file).isFile()) throw new CommandError(`${file} is no file.`);
}

function policyTimeZone(file: string): string {
  try {
    return readPolicySource(file).policy.timeZone;
  } catch (error) {
    throw error instanceof PolicyError ? new CommandError(`${error.message}\nOr say whose clocks the times are of: --timezone Europe/Berlin.`, { cause: error }) : error;
  }
}
