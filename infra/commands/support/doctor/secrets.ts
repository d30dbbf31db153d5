import type { DeskSecret } from "../../../../shared/adapters/secrets-manager/schemas.ts";
import type { Vault } from "../secrets/vault.ts";
import { type SecretName, type SecretState, secretNames, secretSchemas } from "../secrets/values.ts";
import { type Finding, hint, ok, wrong } from "./finding.ts";

/** Whether every secret is there and has been given a value, and whether people can sign in by what is in the desk's. */
export async function lookAtSecrets(vault: Vault): Promise<readonly Finding[]> {
  const secrets = secretNames.map(async (name) => judgeSecret(name, await vault.read<unknown>(name, secretSchemas[name])));
  return [...(await Promise.all(secrets)), ...judgeSignIn(await vault.read("desk", secretSchemas.desk))];
}

function judgeSignIn(state: SecretState<DeskSecret>): readonly Finding[] {
  // What else may be wrong with it is said of the secret.
  if (state.kind !== "set") return [];
  const { clientId, clientSecret, teamId } = state.value;
  if (clientId !== undefined && clientSecret !== undefined && teamId !== undefined) return [ok("Desk: people can sign in with Slack.")];
  return [hint("Desk: nobody can sign in yet. To let them, give it the Slack app's client with npm run secrets -- set desk (docs/deploy.md).")];
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
