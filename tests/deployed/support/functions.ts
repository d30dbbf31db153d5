import { GetFunctionConfigurationCommand, LambdaClient, ListFunctionsCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { type Front, type Incoming, type Outgoing, forward, startFront } from "./forward.ts";
import { grantsOf } from "./iam/grants.ts";
import { type Guard, guardOf } from "./iam/guard.ts";
import { clientOf } from "./local-aws.ts";
import type { Ses } from "./ses.ts";

/** A deployed function whose calls of AWS come by here. */
export type Watched = { readonly name: string; readonly guard: Guard; readonly stop: () => Promise<void> };

type Watching = {
  readonly endpoint: string;
  /** What the functions' names begin with. */
  readonly prefix: string;
  readonly ses: Ses;
  /** Set beside what the deployment sets. */
  readonly variables: Readonly<Record<string, string>>;
};

/**
 * Gives every function an AWS of its own: an address that allows what its role allows and nothing else,
 * which MiniStack does not see to.
 */
export async function watchFunctions({ endpoint, prefix, ses, variables }: Watching): Promise<readonly Watched[]> {
  const lambda = new LambdaClient(clientOf(endpoint));
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const names = Functions.flatMap(({ FunctionName = "" }) => (FunctionName.startsWith(prefix) ? [FunctionName] : []));
  return Promise.all(
    names.map(async (FunctionName) => {
      const { Role = "", Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      const guard = guardOf(await grantsOf(endpoint, Role));
      const front = await startFront((incoming) => answer(endpoint, ses, guard, incoming));
      const Variables = { ...moved(Environment?.Variables ?? {}, endpoint, front), ...variables, AWS_ENDPOINT_URL: front.url };
      await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
      return { name: FunctionName.slice(prefix.length), guard, stop: front.stop };
    }),
  );
}

/** Queues are called at their own addresses, so those come by here too. */
function moved(variables: Readonly<Record<string, string>>, endpoint: string, front: Front): Record<string, string> {
  const asNamed = endpoint.replace("127.0.0.1", "localhost");
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value.replace(asNamed, front.url)]));
}

async function answer(endpoint: string, ses: Ses, guard: Guard, incoming: Incoming): Promise<Outgoing | undefined> {
  const body = incoming.body.toString();
  const lacking = guard.lacks({ ...incoming, body });
  if (lacking !== undefined) return refusal(lacking);
  const answered = await forward(endpoint, incoming);
  if (incoming.path !== "/v2/email/outbound-emails" || answered.status !== 200) return answered;
  ses.took(body, answered.body.toString());
  return body.includes(losesAnswers) ? undefined : answered;
}

/** A mail to an address with this in it arrives, and its sender never hears so. */
export const losesAnswers = "answer-is-lost";

function refusal(lacking: string): Outgoing {
  const body = Buffer.from(JSON.stringify({ __type: "AccessDeniedException", message: `the role does not allow ${lacking}` }));
  return { status: 400, headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-errortype": "AccessDeniedException" }, body };
}
