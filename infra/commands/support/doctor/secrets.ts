import type { Vault } from "../secrets/vault.ts";
import { type SecretName, type SecretState, secretNames, secretSchemas } from "../secrets/values.ts";
import { type Finding, ok, wrong } from "./finding.ts";

/** Whether every secret is there and has been given a value. */
export async function lookAtSecrets(vault: Vault): Promise<readonly Finding[]> {
  return Promise.all(secretNames.map(async (name) => judgeSecret(name, await vault.read<unknown>(name, secretSchemas[name]))));
}

function judgeSecret(name: SecretName, state: SecretState<unknown>): Finding {
  switch (state.kind) {
    case "set":
      return ok(`Secret ${name}: set.`);
    case "not set":
      // Only Slack's is deployed so: AWS makes the others.
      return wrong(`Secret ${name}: not set yet; give it its values with npm run secrets -- set ${name}.`);
    case "unusable":
      return wrong(`Secret ${name}: not as it must be (${state.why}); put it right in Secrets Manager.`);
    case "missing":
      return wrong(`Secret ${name}: not there; deploy again.`);
  }
}
