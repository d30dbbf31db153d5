import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App, type Stack } from "aws-cdk-lib";
import { AfterscoreStack } from "../../../infra/afterscore-stack.ts";
import { readMessagesSource } from "../../../infra/messages-source.ts";
import { sealedApiDocuments } from "../../../infra/openapi/api-documents.ts";
import { readPolicySource } from "../../../infra/policy-source.ts";
import { type Stage, dev, prod } from "../../../infra/stages.ts";

/** A CloudFormation template, as far as these tests look into it. */
export type Template = { readonly Resources: Readonly<Record<string, Resource>> };
export type Resource = {
  readonly Type: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- They have as many shapes as AWS has services; nobody types them.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
};

/** A value as CloudFormation writes it: plain, or what it is to be made of. */
export type Value = string | { readonly Ref?: string; readonly "Fn::GetAtt"?: readonly [string, string]; readonly "Fn::Join"?: readonly [string, readonly Value[]] };

/** One statement of a policy. */
export type Statement = {
  readonly Effect: string;
  readonly Principal?: { readonly Service?: string };
  readonly Action: string | readonly string[];
  readonly Resource: Value | readonly Value[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Value>>>>;
};

/** Whose figures a metric holds. */
export type Dimension = { readonly Name: string; readonly Value: Value };

/** What an alarm watches: one metric, or some that are reckoned with. */
export type Alarm = {
  readonly MetricName?: string;
  readonly Dimensions?: readonly Dimension[];
  readonly Metrics?: readonly { readonly MetricStat?: { readonly Metric: { readonly MetricName: string; readonly Dimensions: readonly Dimension[] } } }[];
};

/** The statements of a resource that is a policy. */
export function statementsOf({ Properties }: Resource): Statement[] {
  return Properties.PolicyDocument.Statement as Statement[];
}

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The templates of every stage, as `npm run synth` writes them, but for the functions' code, which is bundled elsewhere. */
export function templates(): Readonly<Record<Stage["name"], Template>> {
  const folder = mkdtempSync(join(tmpdir(), "afterscore-synth-"));
  const { context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as { context: Record<string, unknown> };
  const app = new App({ outdir: folder, analyticsReporting: false, context: { ...context, "aws:cdk:bundling-stacks": [] } });
  const policy = readPolicySource(join(root, "policy.yaml"));
  const settings = { policy, apiDocuments: sealedApiDocuments(policy.policy), messages: readMessagesSource(), operatorEmail: "", runbook: "docs/runbook.md" };
  const stacks = [dev, prod].map((stage): Stack => new AfterscoreStack(app, `afterscore-${stage.name}`, { stage, settings }));
  const assembly = app.synth();
  const [ofDev, ofProd] = stacks.map((stack) => assembly.getStackByName(stack.stackName).template as Template);
  rmSync(folder, { recursive: true });
  return { dev: ofDev!, prod: ofProd! };
}

/** Resources of a type, with their logical ids. */
export function ofType(template: Template, type: string): readonly (readonly [string, Resource])[] {
  return Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
}

/** The logical id something points at, whichever way it does. */
export function target(value: Value | undefined): string {
  if (value === undefined || typeof value === "string") return value ?? "";
  return value["Fn::GetAtt"]?.[0] ?? value.Ref ?? "";
}
