import type { DynamoDBStreamEvent, SQSEvent } from "aws-lambda";
import type { LambdaHandler } from "./event-sources/invocation.ts";
import { variables } from "../../shared/environment.ts";

/** What the deployed functions are told by their environment, here told by this process. */
export type Settings = Record<keyof typeof variables, string> & { readonly dynamoDb: string; readonly sqs: string; readonly ses: string };

/** An application that answers requests. */
export type HttpApp = { fetch(request: Request): Response | Promise<Response> };

/** The functions as AWS would hold them: handlers by what feeds them, applications for requests. */
export type Functions = {
  readonly stream: Record<"route" | "roll-up", LambdaHandler<DynamoDBStreamEvent>>;
  readonly queue: Record<"alert" | "follow-up", LambdaHandler<SQSEvent>>;
  readonly schedule: Record<"escalate", LambdaHandler>;
  readonly http: Record<"receive" | "interact" | "desk" | "visit", HttpApp>;
};

/**
 * Loads the functions' own handlers. Each reads its environment and builds its clients when it is
 * imported, exactly as on Lambda, so the environment is set first.
 */
export async function loadFunctions(settings: Settings): Promise<Functions> {
  const { dynamoDb, sqs, ses, ...named } = settings;
  Object.assign(process.env, {
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
    AWS_ENDPOINT_URL_SQS: sqs,
    AWS_ENDPOINT_URL_SESV2: ses,
    ...Object.fromEntries(Object.entries(variables).map(([key, name]) => [name, new Map(Object.entries(named)).get(key)])),
  });
  const [receive, route, alert, followUp, interact, escalate, rollUp, desk, visit] = await Promise.all([
    import("../../functions/receive/handler.ts"),
    import("../../functions/route/handler.ts"),
    import("../../functions/alert/handler.ts"),
    import("../../functions/follow-up/handler.ts"),
    import("../../functions/interact/handler.ts"),
    import("../../functions/escalate/handler.ts"),
    import("../../functions/roll-up/handler.ts"),
    import("../../functions/desk/handler.ts"),
    import("../../functions/visit/handler.ts"),
  ]);
  return {
    stream: { route: route.handler, "roll-up": rollUp.handler },
    queue: { alert: alert.handler, "follow-up": followUp.handler },
    schedule: { escalate: escalate.handler },
    http: { receive: receive.app, interact: interact.app, desk: desk.app, visit: visit.app },
  };
}
