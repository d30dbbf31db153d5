import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const command = realpathSync(join(root, "node_modules/.bin/depcruise"));
const rules = join(root, "dependency-cruiser.config.mjs");

type Violation = { readonly rule: { readonly name: string }; readonly from: string; readonly to: string };

/** Cruises the folders of a tree by this project's rules. */
async function cruise(tree: string, folders: readonly string[]): Promise<{ modules: number; violations: readonly Violation[] }> {
  const args = [command, "--config", rules, "--output-type", "json", ...folders];
  const printed = await new Promise<string>((resolve, reject) => {
    // Violations make it exit with an error, and its answer is on stdout all the same.
    execFile(process.execPath, args, { cwd: tree, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (stdout.startsWith("{")) resolve(stdout);
      else reject(new Error(`the cruise failed: ${stderr}`, { cause: error }));
    });
  });
  const { modules, summary } = JSON.parse(printed) as { modules: unknown[]; summary: { violations: Violation[] } };
  return { modules: modules.length, violations: summary.violations };
}

/** Files of a tree in which every rule is broken once, and each almost-breach beside it is allowed. */
const offending: Readonly<Record<string, string>> = {
  "tsconfig.json": `{ "compilerOptions": { "module": "esnext", "moduleResolution": "bundler", "allowImportingTsExtensions": true, "noEmit": true } }`,
  "node_modules/zod/package.json": `{ "name": "zod", "main": "index.js" }`,
  "node_modules/zod/index.js": "",
  "node_modules/hono/package.json": `{ "name": "hono", "main": "index.js" }`,
  "node_modules/hono/index.js": "",
  "node_modules/@slack/web-api/package.json": `{ "name": "@slack/web-api", "main": "index.js" }`,
  "node_modules/@slack/web-api/index.js": "",
  "node_modules/aws-cdk-lib/package.json": `{ "name": "aws-cdk-lib", "main": "index.js" }`,
  "node_modules/aws-cdk-lib/index.js": "",
  "node_modules/yaml/package.json": `{ "name": "yaml", "main": "index.js" }`,
  "node_modules/yaml/index.js": "",

  "shared/domain/chicken.ts": `import "./egg.ts"; import "zod";`,
  "shared/domain/egg.ts": `import "./chicken.ts";`,
  "shared/domain/reading-a-file.ts": `import "node:fs";`,
  "shared/domain/reading-yaml.ts": `import "yaml";`,
  "shared/domain/knowing-a-port.ts": `import type {} from "../ports.ts";`,
  "shared/domain/plain.ts": `export const plain = 1;`,
  "shared/environment.ts": `export const variables = {};`,
  "shared/ports.ts": `import type {} from "./domain/plain.ts"; import "./runtime/clock.ts";`,
  "shared/runtime/clock.ts": ``,
  "shared/runtime/knowing-the-product.ts": `import "../domain/plain.ts";`,
  "shared/adapters/dynamodb/table.ts": `import "./codec.ts"; import type {} from "../../ports.ts";`,
  "shared/adapters/dynamodb/codec.ts": ``,
  "shared/adapters/dynamodb/table-definition.ts": ``,
  "shared/adapters/slack/fine.ts": `import "@slack/web-api";`,
  "shared/adapters/slack/knowing-a-table.ts": `import "../dynamodb/table.ts";`,
  "shared/adapters/slack/knowing-the-runtime.ts": `import "../../runtime/clock.ts";`,
  "shared/delivery/choosing-an-adapter.ts": `import "../adapters/dynamodb/table.ts";`,
  "shared/delivery/speaking-http.ts": `import "hono";`,
  "functions/route/handler.ts": `import "../../shared/adapters/dynamodb/table.ts"; import "../../shared/environment.ts"; import "./route.ts"; import type {} from "aws-lambda";`,
  "functions/route/route.ts": ``,
  "functions/route/choosing-an-adapter.ts": `import "../../shared/adapters/dynamodb/table.ts";`,
  "functions/route/naming-a-variable.ts": `import "../../shared/environment.ts";`,
  "functions/route/knowing-infra.ts": `import "../../infra/topology.ts";`,
  "functions/route/speaking-slack.ts": `import "@slack/web-api";`,
  "functions/route/importing-a-test.ts": `import "../../tests/support.ts";`,
  "functions/route/importing-nothing.ts": `import "./not-there.ts";`,
  "functions/alert/knowing-route.ts": `import type {} from "../route/route.ts";`,
  "functions/alert/card.ts": `import "@slack/web-api"; import "hono";`,
  "infra/topology.ts": `import "../shared/environment.ts";`,
  "infra/some-stack.ts": `import "aws-cdk-lib"; import "./topology.ts"; import "../shared/adapters/dynamodb/table-definition.ts";`,
  "infra/constructs/queue.ts": `import "aws-cdk-lib";`,
  "infra/local/knowing-the-stack.ts": `import "../some-stack.ts";`,
  "infra/commands/describing.ts": `import "aws-cdk-lib";`,
  "shared/runtime/describing.ts": `import "aws-cdk-lib";`,
  "infra/knowing-the-product.ts": `import "../shared/domain/plain.ts";`,
  "infra/speaking-http.ts": `import "hono";`,
  "infra/local/socket-mode/fine.ts": `import "@slack/web-api";`,
  "infra/local/team-chat.ts": `import "@slack/web-api";`,
  "infra/local/start.ts": `import "../../functions/route/handler.ts"; import "../../shared/domain/plain.ts"; import "hono";`,
  "tests/support.ts": ``,
};

/** Which file breaks which rule; whatever else the tree holds is fine. */
const breaches: Readonly<Record<string, readonly string[]>> = {
  "no-cycles": ["shared/domain/chicken.ts"],
  "domain-is-pure": ["shared/domain/knowing-a-port.ts", "shared/domain/reading-a-file.ts", "shared/domain/reading-yaml.ts"],
  "ports-know-domain-types-only": ["shared/ports.ts"],
  "adapters-do-not-know-each-other": ["shared/adapters/slack/knowing-a-table.ts"],
  "adapters-know-domain-ports-and-their-sdk": ["shared/adapters/slack/knowing-the-runtime.ts"],
  "runtime-knows-no-product": ["shared/runtime/knowing-the-product.ts"],
  "what-functions-share-chooses-no-adapter": ["shared/delivery/choosing-an-adapter.ts"],
  "functions-do-not-know-each-other": ["functions/alert/knowing-route.ts"],
  "functions-do-not-know-infra": ["functions/route/knowing-infra.ts"],
  "only-handlers-choose-adapters": ["functions/route/choosing-an-adapter.ts", "functions/route/naming-a-variable.ts"],
  "infra-knows-the-environment": ["infra/knowing-the-product.ts"],
  "cdk-describes-and-does-not-run": ["infra/commands/describing.ts", "infra/local/knowing-the-stack.ts", "shared/runtime/describing.ts"],
  "slack-stays-with-slack": ["functions/route/speaking-slack.ts", "infra/local/team-chat.ts"],
  "hono-stays-at-the-edge": ["infra/speaking-http.ts", "shared/delivery/speaking-http.ts"],
  "nothing-imports-tests": ["functions/route/importing-a-test.ts"],
  resolvable: ["functions/route/importing-nothing.ts"],
};

describe("who may import whom", () => {
  it("holds for this tree", async () => {
    const { modules, violations } = await cruise(root, ["functions", "shared", "infra", "tests"]);
    expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
    expect(modules).toBeGreaterThan(100);
  });

  it("is broken once for each rule, so that every rule is known to see what it forbids, and nothing more", async () => {
    const tree = mkdtempSync(join(tmpdir(), "afterscore-imports-"));
    onTestFinished(() => { rmSync(tree, { recursive: true }); });
    for (const [file, text] of Object.entries(offending)) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), text);
    }
    const { violations } = await cruise(tree, ["functions", "shared", "infra", "tests"]);
    const found: Record<string, readonly string[]> = {};
    for (const [rule, list] of Map.groupBy(violations, (violation) => violation.rule.name)) found[rule] = [...new Set(list.map(({ from }) => from))].sort();
    expect(found).toEqual(breaches);
  });

  it("has no rule that this does not know to break", async () => {
    const { default: config } = (await import(rules)) as { default: { forbidden: { name: string; severity: string }[] } };
    expect(config.forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(breaches).sort());
    expect(config.forbidden.map(({ severity }) => severity)).toEqual(config.forbidden.map(() => "error"));
  });
});
