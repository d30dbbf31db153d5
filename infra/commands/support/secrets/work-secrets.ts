import { randomBytes } from "node:crypto";
import type * as z from "zod/mini";
import { CommandError } from "../command-error.ts";
import { minuteOf, textTable } from "../text-table.ts";
import type { SecretsCommand } from "./arguments.ts";
import { type SecretName, type SecretState, secretNames, secretSchemas, withNewKey, withSlack } from "./values.ts";
import type { Vault } from "./vault.ts";

/** What working on secrets needs of the world. */
export type KeepingSecrets = {
  readonly stage: string;
  readonly vault: Vault;
  /** Asks for values that nobody is to see; one answer for each question. */
  readonly ask: (questions: readonly string[]) => Promise<readonly string[]>;
};

const takenUp = "The functions take it up within five minutes.";

/**
 * Does what was asked, and answers what to print; never a value.
 *
 * @throws CommandError when a secret is not there, or what was given is no secret
 */
export async function workSecrets(command: SecretsCommand, needs: KeepingSecrets): Promise<string> {
  switch (command.do) {
    case "list":
      return list(needs.vault);
    case "set":
      return setSlack(needs);
    case "rotate":
      return rotateLinks(needs);
  }
}

async function list(vault: Vault): Promise<string> {
  const rows = await Promise.all(
    secretNames.map(async (name) => {
      const state = await vault.read<object>(name, secretSchemas[name]);
      const changedAt = state.kind === "missing" ? undefined : await vault.changedAt(name);
      const older = state.kind === "set" ? Object.values(state.value).filter(Array.isArray).flat().length : 0;
      const words = state.kind === "unusable" ? `unusable: ${state.why}` : state.kind;
      return [name, words, older === 0 ? "" : String(older), changedAt === undefined ? "" : minuteOf(changedAt)];
    }),
  );
  return textTable(["secret", "state", "older ones", "changed"], rows);
}

async function setSlack(needs: KeepingSecrets): Promise<string> {
  const known = await knownOf(needs, "slack", secretSchemas.slack);
  const keep = known === undefined ? "" : " (empty: as it is)";
  const [botToken = "", signingSecret = ""] = await needs.ask([`Bot token, xoxb-…${keep}: `, `Signing secret${keep}: `]);
  if (botToken !== "" && !/^xoxb-\S+$/.test(botToken)) throw new CommandError("That is no bot token: it begins with xoxb-. Nothing was changed.");
  if (signingSecret !== "" && !/^[0-9a-f]{16,}$/i.test(signingSecret)) {
    throw new CommandError("That is no signing secret: it is 32 hexadecimal digits, under Basic Information of the Slack app. Nothing was changed.");
  }
  const value = withSlack(known, { botToken, signingSecret });
  if (value.botToken === "" || value.signingSecret === "") throw new CommandError("Slack needs both, the bot token and the signing secret. Nothing was changed.");
  await needs.vault.write("slack", value);
  const older = value.olderSigningSecrets.length;
  return `The secret slack of stage ${needs.stage} is set${older === 0 ? "" : `; clicks signed with the former signing secret are taken as well`}. ${takenUp}`;
}

async function rotateLinks(needs: KeepingSecrets): Promise<string> {
  const value = withNewKey(await knownOf(needs, "links", secretSchemas.links), randomBytes(32).toString("base64url"));
  await needs.vault.write("links", value);
  return `New links of stage ${needs.stage} are signed with a new key; links signed with ${value.olderKeys.length} older ones still open. ${takenUp}`;
}

/** The value there is; undefined where none was ever set. What cannot be read is not overwritten unseen. */
async function knownOf<T>({ vault, stage }: KeepingSecrets, name: SecretName, schema: z.ZodMiniType<T>): Promise<T | undefined> {
  const state: SecretState<T> = await vault.read(name, schema);
  switch (state.kind) {
    case "set":
      return state.value;
    case "not set":
      return undefined;
    case "unusable":
      throw new CommandError(`The secret ${name} of stage ${stage} is not as it must be (${state.why}): put it right in Secrets Manager first. Nothing was changed.`);
    case "missing":
      throw new CommandError(`There is no secret ${name} at stage ${stage}: deploy it first.`);
  }
}
