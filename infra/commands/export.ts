/** `npm run export`: writes responses, cases or scores of a running Afterscore into a file, or to standard output. */
import { setTimeout as sleep } from "node:timers/promises";
import { findDoor } from "./support/api-door.ts";
import { runCommand } from "./support/command-error.ts";
import { readExportCommand } from "./support/export/arguments.ts";
import { workExport } from "./support/export/work-export.ts";

// An end by Ctrl-C is an end like any other: nothing is left lying about.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => { process.exit(1); });

await runCommand(async () => {
  const command = readExportCommand(process.argv.slice(2));
  if (command.do === "help") {
    console.log(command.text);
    return;
  }
  const door = await findDoor(command.url, process.env);
  const isWatched = process.stderr.isTTY && command.out !== undefined;
  const items = await workExport(command, {
    door,
    asking: { fetch: (address, init) => fetch(address, init), wait: async (ms) => { await sleep(ms); } },
    stdout: process.stdout,
    onPage: (count) => { if (isWatched) process.stderr.write(`\r\u001B[2K${count} ${command.what}`); },
  });
  if (command.out !== undefined) console.error(`${isWatched ? "\r\u001B[2K" : ""}${items} ${command.what} in ${command.out}`);
});
