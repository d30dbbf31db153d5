/** `npm run keys`: makes, lists and revokes API keys, of this machine or of a deployment. */
import { systemClock } from "../../shared/runtime/clock.ts";
import { runCommand } from "./support/command-error.ts";
import { readKeysCommand } from "./support/keys/arguments.ts";
import { openKeyStore } from "./support/keys/key-store.ts";
import { workKeys } from "./support/keys/work-keys.ts";

await runCommand(async () => {
  const command = readKeysCommand(process.argv.slice(2));
  const store = await openKeyStore(process.env);
  console.log(await workKeys(command, store, systemClock));
});
