import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { account, credentials, region } from "./local-aws.ts";
import { plainEnvironment, project, run } from "./program.ts";

const cdk = `${project}node_modules/.bin/cdk`;

/** What is deployed, and where to. */
export type Deploying = {
  readonly stack: string;
  readonly endpoint: string;
  readonly folder: string;
  /** The policy's file. */
  readonly policy: string;
};

/** What came of it. */
export type Deployed = {
  readonly outputs: Readonly<Record<string, string>>;
  /** What was left out of the template, because MiniStack refuses all of it otherwise. */
  readonly leftOut: readonly string[];
};

/** Deploys the stack as anybody does: CDK's own command line, synthesis, bootstrap, assets. */
export async function deploy({ stack, endpoint, folder, policy }: Deploying): Promise<Deployed> {
  const assembly = join(folder, "cdk.out");
  const outputsFile = join(folder, "outputs.json");
  const home = join(folder, "cdk-home");
  mkdirSync(home, { recursive: true });
  const common = { ...plainEnvironment(), HOME: home, CI: "true", CDK_DISABLE_CLI_TELEMETRY: "true" };
  await run(cdk, ["synth", stack, "--quiet", "--no-notices", "--output", assembly], { env: { ...common, AFTERSCORE_POLICY: policy } });
  const file = join(assembly, `${stack}.template.json`);
  const leftOut = leaveOut(file);
  nameShards(assembly, file);
  const there = { env: { ...common, ...credentials, AWS_REGION: region, AWS_ENDPOINT_URL: endpoint } };
  await run(cdk, ["--app", assembly, "bootstrap", `aws://${account}/${region}`, "--no-notices"], there);
  await run(cdk, ["--app", assembly, "deploy", stack, "--no-notices", "--require-approval", "never", "--outputs-file", outputsFile], there);
  const outputs = JSON.parse(readFileSync(outputsFile, "utf8")) as Record<string, Record<string, string>>;
  return { outputs: outputs[stack] ?? {}, leftOut };
}

type Template = { Resources: Record<string, { readonly Type: string; readonly Properties?: { readonly Metrics?: unknown } }> };

/** MiniStack knows no alarm over a formula, and none of its alarms ever fires. */
function leaveOut(file: string): readonly string[] {
  const template = JSON.parse(readFileSync(file, "utf8")) as Template;
  const unknown = Object.entries(template.Resources).filter(([, { Type, Properties }]) => Type === "AWS::CloudWatch::Alarm" && Properties?.Metrics !== undefined);
  const kept = Object.entries(template.Resources).filter((resource) => !unknown.some(([name]) => name === resource[0]));
  writeFileSync(file, JSON.stringify({ ...template, Resources: Object.fromEntries(kept) }));
  return unknown.map(([name]) => name);
}

type Resource = { readonly Properties?: Record<string, unknown> & { readonly Code?: { readonly S3Key: string } } };

/**
 * MiniStack knows no tumbling windows, for which Lambda names the shard in the event. Its streams have one
 * shard, so the functions that need its name get it from a few lines before them.
 */
function nameShards(assembly: string, file: string): void {
  const template = JSON.parse(readFileSync(file, "utf8")) as { Resources: Record<string, Resource> };
  const windowed = Object.values(template.Resources).flatMap(({ Properties = {} }) => (Properties["TumblingWindowInSeconds"] === undefined ? [] : [Properties]));
  for (const source of windowed) {
    const { Ref } = source["FunctionName"] as { Ref: string };
    const fn = template.Resources[Ref]!.Properties!;
    const before = `import { handler as named } from "./index.mjs";\nexport const handler = (event, context) => named({ ...event, shardId: "shardId-1" }, context);\n`;
    writeFileSync(join(assembly, `asset.${fn.Code!.S3Key.replace(".zip", "")}`, "named.mjs"), before);
    fn["Handler"] = "named.handler";
  }
  writeFileSync(file, JSON.stringify(template));
}
