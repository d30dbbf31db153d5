/** The CDK app: one stack per stage (`npm run synth`, `npm run deploy`). */
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { type Settings, AfterscoreStack } from "./afterscore-stack.ts";
import { readMessagesSource } from "./messages-source.ts";
import { stageName } from "./names.ts";
import { sealedApiDocuments } from "./openapi/api-documents.ts";
import { readPolicySource } from "./policy-source.ts";
import { PolicyError } from "./yaml-source.ts";
import { stages } from "./stages.ts";

try {
  const app = new App({ analyticsReporting: false });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const settings = settingsOf(app);
  for (const stage of stages) new AfterscoreStack(app, stageName(stage.name), { stage, settings });
  app.synth();
} catch (error) {
  if (!(error instanceof PolicyError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Settings come from `cdk.json`, or from `--context name=value`. */
function settingsOf(app: App): Settings {
  const given = (name: string) => String(app.node.tryGetContext(name) ?? "");
  const policy = readPolicySource(process.env["AFTERSCORE_POLICY"] ?? "policy.yaml");
  return {
    policy,
    apiDocuments: sealedApiDocuments(policy.policy),
    messages: readMessagesSource(process.env["AFTERSCORE_MESSAGES"]),
    operatorEmail: given("operatorEmail"),
    runbook: given("runbook"),
  };
}
