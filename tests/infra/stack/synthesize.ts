import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App, type Stack } from "aws-cdk-lib";
import { AfterscoreStack } from "../../../infra/afterscore-stack.ts";
import { readMessagesSource } from "../../../infra/messages-source.ts";
import { readPolicySource } from "../../../infra/policy-source.ts";
import { type Stage, dev, prod } from "../../../infra/stages.ts";

/** A CloudFormation template, as far as these tests look into it. */
export type Template = { readonly Resources: Readonly<Record<string, Resource>> };
export type Resource = {
  readonly Type: string;
  // Properties are as many as AWS has services.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
};

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The templates of every stage, as `npm run synth` writes them, but for the functions' code, which is bundled elsewhere. */
export function templates(): Readonly<Record<Stage["name"], Template>> {
  const folder = mkdtempSync(join(tmpdir(), "afterscore-synth-"));
  const { context } = JSON.parse(readFileSync(join(root, "cdk.json"), "utf8")) as { context: Record<string, unknown> };
  const app = new App({ outdir: folder, analyticsReporting: false, context: { ...context, "aws:cdk:bundling-stacks": [] } });
  const settings = { policy: readPolicySource(join(root, "policy.yaml")), messages: readMessagesSource(), operatorEmail: "", runbook: "docs/runbook.md" };
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
export function target(value: any): string {
  return value?.["Fn::GetAtt"]?.[0] ?? value?.Ref ?? (typeof value === "string" ? value : "");
}
