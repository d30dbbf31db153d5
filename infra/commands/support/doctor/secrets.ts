import type { Vault } from "../secrets/vault.ts";
import { type SecretName, type SecretState, secretNames, secretSchemas } from "../secrets/values.ts";
import { type Finding, ok, wrong } from "./finding.ts";

const setBy: Record<SecretName, string> = {
  slack: "give it its values with npm run secrets -- set slack",
  links: "give it a key with npm run secrets -- rotate links",
  pseudonyms: 'give it {"key":"…"} with a long random key in Secrets Manager, once and for all',
};

/** Whether every secret is there and has been given a value. */
export async function lookAtSecrets(vault: Vault): Promise<readonly Finding[]> {
  return Promise.all(secretNames.map(async (name) => judgeSecret(name, await vault.read<unknown>(name, secretSchemas[name]))));
}

function judgeSecret(name: SecretName, state: SecretState<unknown>): Finding {
  switch (state.kind) {
    case "set":
      return ok(`Secret ${name}: set.`);
    case "not set":
      return wrong(`Secret ${name}: not set yet; ${setBy[name]}.`);
    case "unusable":
      return wrong(`Secret ${name}: not as it must be (${state.why}); put it right in Secrets Manager.`);
    case "missing":
      return wrong(`Secret ${name}: not there; deploy again.`);
  }
}
