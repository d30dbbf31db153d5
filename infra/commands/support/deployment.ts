import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import * as z from "zod";
import { CommandError } from "./command-error.ts";
import { type Laptop, findLaptop, homeFolder } from "./laptop.ts";
import { reaching } from "./reaching.ts";
import { stageName, stageNames } from "../../names.ts";

/** What a command is told by its surroundings. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a client of the SDK reaches something; empty where the SDK's own rules do. */
type Way = {
  readonly endpoint?: string;
  readonly region?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** What commands want to know of the stack. */
const outputsSchema = z.object({ TableName: z.string(), Sender: z.string(), ConfigurationSet: z.string() });

/** An Afterscore that a command works on: the one on this machine, or a deployed stage of it. */
export type Deployment = {
  /** Where it is, in words. */
  readonly place: string;
  readonly table: string;
  readonly dynamoDb: Way;
  readonly sqs: Way;
} & ({ readonly kind: "laptop"; readonly laptop: Laptop } | { readonly kind: "stage"; readonly stage: string; readonly outputs: z.infer<typeof outputsSchema> });

/** A deployed one. */
export type DeployedStage = Extract<Deployment, { kind: "stage" }>;

/**
 * Finds what a command works on: the stage that `AFTERSCORE_STAGE` names, by the outputs of its stack and
 * with the SDK's own configuration; without it, the Afterscore that runs on this machine.
 *
 * @throws CommandError when it is not there
 */
export async function findDeployment(env: Environment): Promise<Deployment> {
  const stage = env["AFTERSCORE_STAGE"] ?? "";
  return stage === "" ? onThisMachine(homeFolder(env)) : deployed(stage);
}

async function onThisMachine(home: string): Promise<Deployment> {
  const laptop = await findLaptop(home, "or name a deployed stage in AFTERSCORE_STAGE");
  const local = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  return {
    kind: "laptop",
    place: laptop.url,
    laptop,
    table: laptop.dynamodb.table,
    dynamoDb: { ...local, endpoint: laptop.dynamodb.endpoint },
    sqs: { ...local, endpoint: laptop.sqs.endpoint },
  };
}

async function deployed(stage: string): Promise<DeployedStage> {
  if (!stageNames.some((name) => name === stage)) throw new CommandError(`There is no stage ${stage}: AFTERSCORE_STAGE is one of ${stageNames.join(", ")}.`);
  const stack = stageName(stage);
  const outputs = outputsSchema.safeParse(await reaching(`The stack ${stack}`, () => outputsOf(stack)));
  if (!outputs.success) {
    const missing = outputs.error.issues.map(({ path }) => path.join(".")).join(", ");
    throw new CommandError(`The stack ${stack} does not say its ${missing}: deploy it with this version of Afterscore.`);
  }
  return { kind: "stage", place: `stage ${stage}`, stage, outputs: outputs.data, table: outputs.data.TableName, dynamoDb: {}, sqs: {} };
}

async function outputsOf(stack: string): Promise<Readonly<Record<string, string | undefined>>> {
  const { Stacks: [found] = [] } = await new CloudFormationClient().send(new DescribeStacksCommand({ StackName: stack }));
  return Object.fromEntries((found?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey ?? "", OutputValue]));
}
