import { randomBytes } from "node:crypto";
import type * as z from "zod/mini";
import { CommandError } from "../command-error.ts";
import { minuteOf, textTable } from "../text-table.ts";
import type { SecretsCommand } from "./arguments.ts";
import { type SecretName, type SecretState, secretNames, secretSchemas, withNewDeskKey, withNewKey, withSignIn, withSlack } from "./values.ts";
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
      return command.secret === "slack" ? setSlack(needs) : setDesk(needs);
    case "rotate":
      return command.secret === "links" ? rotateLinks(needs) : rotateDesk(needs);
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

/** What each answer must look like, and what is said of one that does not. */
const signInShapes = [
  { of: "clientId", shape: /^\d+\.\d+$/, said: "That is no client id: it is two numbers with a dot between them" },
  { of: "clientSecret", shape: /^[0-9a-f]{16,}$/i, said: "That is no client secret: it is 32 hexadecimal digits" },
  { of: "teamId", shape: /^T[A-Z0-9]{2,}$/, said: "That is no workspace's id: it begins with T, and stands in the address of the workspace at app.slack.com" },
] as const;

async function setDesk(needs: KeepingSecrets): Promise<string> {
  const known = await knownOf(needs, "desk", secretSchemas.desk);
  const keep = known?.clientId === undefined ? "" : " (empty: as it is)";
  const [clientId = "", clientSecret = "", teamId = ""] = await needs.ask([`Client id${keep}: `, `Client secret${keep}: `, `Workspace's id, T…${keep}: `]);
  const given = { clientId, clientSecret, teamId };
  const mistake = signInShapes.find(({ of, shape }) => given[of] !== "" && !shape.test(given[of]));
  if (mistake !== undefined) throw new CommandError(`${mistake.said}${mistake.of === "teamId" ? "" : ", under Basic Information of the Slack app"}. Nothing was changed.`);
  const value = withSignIn(known, given, newKey());
  if (signInShapes.some(({ of }) => value[of] === "")) throw new CommandError("Signing in needs all three: client id, client secret and the workspace's id. Nothing was changed.");
  await needs.vault.write("desk", value);
  return `People of the workspace ${value.teamId} can sign in at the desk of stage ${needs.stage}. ${takenUp}`;
}

async function rotateDesk(needs: KeepingSecrets): Promise<string> {
  await needs.vault.write("desk", withNewDeskKey(await knownOf(needs, "desk", secretSchemas.desk), newKey()));
  return `Sessions of stage ${needs.stage} are sealed with a new key; those sealed with the one before it go on. ${takenUp} A form that is open meanwhile may have to be loaded again.`;
}

function newKey(): string {
  return randomBytes(32).toString("base64url");
}

async function rotateLinks(needs: KeepingSecrets): Promise<string> {
  const value = withNewKey(await knownOf(needs, "links", secretSchemas.links), newKey());
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
