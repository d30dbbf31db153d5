import { dynamoExaminations } from "../../../../shared/adapters/dynamodb/examinations.ts";
import { dynamoParking } from "../../../../shared/adapters/dynamodb/parking.ts";
import { openTable } from "../../../../shared/adapters/dynamodb/table.ts";
import type { Policy } from "../../../../shared/domain/policy.ts";
import { variables } from "../../../../shared/environment.ts";
import { CommandError } from "../command-error.ts";
import { type DeployedStage, type Deployment, type Environment, findDeployment } from "../deployment.ts";
import { openQueues } from "../dlq/queue.ts";
import { slackSecretSchema } from "../../../../shared/adapters/secrets-manager/schemas.ts";
import { openVault } from "../secrets/vault.ts";
import { lookAtSlack } from "./chat.ts";
import { lookAtEventSources } from "./event-sources.ts";
import { type Check, type Finding, lookAtAll, ok, wrong } from "./finding.ts";
import { lookAtMail } from "./mail.ts";
import { lookAtPolicy } from "./policy.ts";
import { lookAtParked, lookAtQueues } from "./queues.ts";
import { lookAtRollups } from "./rollups.ts";
import { lookAtSecrets } from "./secrets.ts";
import { lookAtKeeping, lookAtTable } from "./table.ts";

/** Looks at everything that an Afterscore depends on, and answers all that was found. */
export async function examine(env: Environment): Promise<readonly Finding[]> {
  const { policy, findings } = lookAtPolicy(env["AFTERSCORE_POLICY"] ?? "policy.yaml");
  return [...findings, ...(await lookAtDeployment(policy, env))];
}

async function lookAtDeployment(policy: Policy | undefined, env: Environment): Promise<readonly Finding[]> {
  try {
    const deployment = await findDeployment(env);
    const findings = [ok(`Afterscore: ${deployment.place} is there.`), ...(await lookAtAll(checksOf(deployment, policy, env)))];
    return [...findings, ...(await lookAtAll([{ subject: "Desk", look: () => tellTheDesk(deployment, findings) }]))];
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return [wrong(error.message)];
  }
}

/** The desk shows what was found to who cannot run this; it can look at little of it by itself. */
async function tellTheDesk({ table, dynamoDb }: Deployment, findings: readonly Finding[]): Promise<readonly Finding[]> {
  await dynamoExaminations(openTable(table, dynamoDb)).record({ at: new Date().toISOString(), findings });
  return [ok("Desk: shows these findings under Setup.")];
}

function checksOf(deployment: Deployment, policy: Policy | undefined, env: Environment): readonly Check[] {
  const { table, dynamoDb } = deployment;
  return [
    ...(deployment.kind === "stage" ? checksOfStage(deployment, policy, env) : checksOfLaptop(deployment, policy)),
    { subject: "Table", look: () => lookAtTable(deployment) },
    { subject: "Queues", look: () => lookAtQueues(openQueues(deployment)) },
    ...(policy === undefined ? [] : [{ subject: "Rollups", look: () => lookAtRollups(openTable(table, dynamoDb), policy) }]),
    { subject: "Parked", look: () => lookAtParked(dynamoParking(openTable(table, dynamoDb))) },
  ];
}

function checksOfStage({ stage, table, outputs }: DeployedStage, policy: Policy | undefined, env: Environment): readonly Check[] {
  const vault = openVault(stage);
  return [
    { subject: "Secrets", look: () => lookAtSecrets(vault) },
    {
      subject: "Slack",
      look: async () => {
        const secret = await vault.read("slack", slackSecretSchema);
        // That there is no token is said of the secret.
        return secret.kind === "set" ? lookAtSlack(secret.value.botToken, env[variables.slackApiUrl], policy) : [];
      },
    },
    { subject: "Mail", look: () => lookAtMail(outputs.Sender, outputs.ConfigurationSet) },
    { subject: "Event sources", look: () => lookAtEventSources(stage) },
    { subject: "Keeping", look: () => lookAtKeeping(table) },
  ];
}

/** A laptop makes its own secrets and feeds its functions by itself, and its mails go nowhere. */
function checksOfLaptop({ laptop }: Extract<Deployment, { kind: "laptop" }>, policy: Policy | undefined): readonly Check[] {
  const { apiUrl, token } = laptop.slack;
  return [
    { subject: "Slack", look: () => lookAtSlack(token, apiUrl, policy) },
    { subject: "Mail", look: () => Promise.resolve([ok(`Mail: stays in ${laptop.mailbox}, so any sender will do.`)]) },
  ];
}
