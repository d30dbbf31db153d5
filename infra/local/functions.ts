import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import { variables } from "../../shared/environment.ts";
import type { LambdaHandler } from "./event-sources/invocation.ts";

/** What the deployed functions are told by their environment, here told by this process. */
export type Settings = Record<keyof typeof variables, string> & {
  readonly dynamoDb: string;
  readonly sqs: string;
  readonly ses: string;
  readonly secretsManager: string;
};

/** An application that answers requests. */
export type HttpApp = { fetch(request: Request): Response | Promise<Response> };

/** The functions that answer requests. */
export type HttpFunctions = Readonly<Record<"receive" | "interact" | "desk" | "visit" | "forget", HttpApp>>;

/**
 * Loads the functions that answer requests. Each handler reads its environment and builds its clients
 * when it is imported, exactly as on Lambda, so the environment is set first.
 */
export async function loadHttpFunctions(settings: Settings): Promise<HttpFunctions> {
  setEnvironment(settings);
  const [receive, interact, desk, visit, forget] = await Promise.all([
    import("../../functions/receive/handler.ts"),
    import("../../functions/interact/handler.ts"),
    import("../../functions/desk/handler.ts"),
    import("../../functions/visit/handler.ts"),
    import("../../functions/forget/handler.ts"),
  ]);
  return { receive: receive.app, interact: interact.app, desk: desk.app, visit: visit.app, forget: forget.app };
}

/** The handlers of functions that are fed with events, by what feeds them; see {@link loadHttpFunctions}. */
export type EventHandlers = {
  stream(name: "route" | "roll-up"): Promise<LambdaHandler<DynamoDBStreamEvent>>;
  queue(name: "alert" | "follow-up" | "settle"): Promise<LambdaHandler<SQSEvent>>;
  schedule(name: "escalate" | "report"): Promise<LambdaHandler>;
};

/** Opens the way to the event handlers; each is loaded when it is asked for. */
export function eventHandlers(settings: Settings): EventHandlers {
  setEnvironment(settings);
  const stream = { route: () => import("../../functions/route/handler.ts"), "roll-up": () => import("../../functions/roll-up/handler.ts") };
  const queue = {
    alert: () => import("../../functions/alert/handler.ts"),
    "follow-up": () => import("../../functions/follow-up/handler.ts"),
    settle: () => import("../../functions/settle/handler.ts"),
  };
  const schedule = { escalate: () => import("../../functions/escalate/handler.ts"), report: () => import("../../functions/report/handler.ts") };
  return {
    stream: async (name) => (await stream[name]()).handler,
    queue: async (name) => (await queue[name]()).handler,
    schedule: async (name) => (await schedule[name]()).handler,
  };
}

function setEnvironment({ dynamoDb, sqs, ses, secretsManager, ...named }: Settings): void {
  const values = new Map(Object.entries(named));
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_SESV2: ses,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager,
    ...Object.fromEntries(Object.entries(variables).map(([key, name]) => [name, values.get(key)])),
  });
}
