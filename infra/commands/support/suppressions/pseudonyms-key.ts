import { secretsIn } from "../../../local/home.ts";
import { CommandError } from "../command-error.ts";
import type { Deployment, Environment } from "../deployment.ts";
import { homeFolder } from "../laptop.ts";
import { secretSchemas } from "../secrets/values.ts";
import { openVault } from "../secrets/vault.ts";

/**
 * The key that addresses are named by: the list holds nothing else of them.
 *
 * @throws CommandError when the stage has none
 */
export async function pseudonymsKeyOf(deployment: Deployment, env: Environment): Promise<string> {
  if (deployment.kind === "laptop") return secretsIn(homeFolder(env)).pseudonymsKey;
  const secret = await openVault(deployment.stage).read("pseudonyms", secretSchemas.pseudonyms);
  if (secret.kind === "set") return secret.value.key;
  throw new CommandError(`The secret pseudonyms of ${deployment.place} cannot be used (${secret.kind}): npm run doctor says what to do.`);
}
