import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from "aws-cdk-lib/aws-apigatewayv2";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { whenRefused } from "../hurt.ts";
import { logName, stageName } from "../names.ts";
import type { Stage } from "../stages.ts";
import { type FunctionName, routes } from "../topology.ts";
import { type Operator, alarmPeriod } from "./operator.ts";
import type { PipelineFunction } from "./pipeline-function.ts";

/** The paths by which API Gateway knows one of the topology's: `/a/*` is `/a` and everything below it. */
export function gatewayPaths(path: string): readonly string[] {
  return path.endsWith("/*") ? [path.slice(0, -2), `${path.slice(0, -2)}/{rest+}`] : [path];
}

/** The one address that senders, Slack and customers come to. */
export class HttpDoor extends Construct {
  /** Without a slash at the end. */
  readonly url: string;

  constructor(
    scope: Construct,
    id: string,
    props: { readonly stage: Stage; readonly operator: Operator; readonly functions: Readonly<Record<FunctionName, PipelineFunction>> },
  ) {
    super(scope, id);
    const { stage, operator, functions } = props;
    const api = new HttpApi(this, "Api", { apiName: stageName(stage.name), createDefaultStage: false });
    for (const { path, to } of routes) {
      const integration = new HttpLambdaIntegration(to, functions[to].lambda);
      for (const gatewayPath of gatewayPaths(path)) api.addRoutes({ path: gatewayPath, methods: [HttpMethod.ANY], integration });
    }
    Validations.of(api).acknowledge({
      id: "AwsSolutions-APIG4",
      reason: "The functions know their callers: /v1 by hashed API keys with scopes, /slack by Slack's signature over the raw body, /m by signed links, /desk by sealed sessions that begin with a sign-in at Slack; /healthz says nothing but whether the store answers.",
    });
    const log = new LogGroup(this, "AccessLog", {
      logGroupName: logName(stage.name, "http"),
      retention: stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, "Stage", {
      httpApi: api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.rate, burstLimit: stage.throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: accessLogFormat },
    });
    this.url = api.apiEndpoint;
    operator.hearsOf(this, "Errors", {
      metric: new Metric({ namespace: "AWS/ApiGateway", metricName: "5xx", dimensionsMap: { ApiId: api.apiId }, statistic: "Sum", period: alarmPeriod }),
      limit: 5,
      periods: 2,
      hurt: whenRefused,
      section: "responses-are-refused",
    });
  }
}

/** What is kept of a request: no address, no query and no path, since links hold tokens and queries hold people. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    at: "$context.requestTime",
    route: "$context.routeKey",
    status: "$context.status",
    bytes: "$context.responseLength",
    ms: "$context.responseLatency",
    error: "$context.integrationErrorMessage",
  }),
);
