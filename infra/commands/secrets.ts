/** `npm run secrets`: shows, sets and rotates the secrets of a deployed stage. */
import { CommandError, runCommand } from "./support/command-error.ts";
import { findDeployment } from "./support/deployment.ts";
import { reaching } from "./support/reaching.ts";
import { readSecretsCommand } from "./support/secrets/arguments.ts";
import { askHidden } from "./support/secrets/hidden-answers.ts";
import { openVault } from "./support/secrets/vault.ts";
import { workSecrets } from "./support/secrets/work-secrets.ts";

await runCommand(async () => {
  const command = readSecretsCommand(process.argv.slice(2));
  const deployment = await findDeployment(process.env);
  if (deployment.kind === "laptop") {
    throw new CommandError(
      "The laptop makes its own secrets, in its data folder, and a real workspace's come from SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET when it starts: name a deployed stage in AFTERSCORE_STAGE.",
    );
  }
  const { stage, place } = deployment;
  console.log(await reaching(`The secrets of ${place}`, () => workSecrets(command, { stage, vault: openVault(stage), ask: askHidden })));
});
