/** Who may import whom. Each rule has a test that breaks it once (tests/architecture). */
const adapters = "^shared/adapters/";
const pure = "^shared/domain/";

export default {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "domain-is-pure",
      comment: "shared/domain holds vocabulary and rules: no clock, no SDK, nothing asynchronous.",
      severity: "error",
      from: { path: pure },
      to: { pathNot: [pure, "(^|/)node_modules/zod/"] },
    },
    {
      name: "ports-know-domain-types-only",
      severity: "error",
      from: { path: "^shared/[a-z-]*ports\\.ts$" },
      to: { pathNot: pure },
    },
    {
      name: "adapters-do-not-know-each-other",
      severity: "error",
      from: { path: "^shared/adapters/([^/]+)/" },
      to: { path: adapters, pathNot: "^shared/adapters/$1/" },
    },
    {
      name: "adapters-know-domain-ports-and-their-sdk",
      severity: "error",
      from: { path: adapters },
      to: { path: "^(functions|infra|shared/(chat|delivery|http|runtime))/" },
    },
    {
      name: "runtime-knows-no-product",
      severity: "error",
      from: { path: "^shared/runtime/" },
      to: { path: "^(functions|infra|shared/(chat|domain|adapters|delivery|http|ports))" },
    },
    {
      name: "what-functions-share-chooses-no-adapter",
      severity: "error",
      from: { path: "^shared/(chat|delivery|http)/" },
      to: { path: "^(functions|infra|shared/adapters)/" },
    },
    {
      name: "functions-do-not-know-each-other",
      severity: "error",
      from: { path: "^functions/([^/]+)/" },
      to: { path: "^functions/", pathNot: "^functions/$1/" },
    },
    {
      name: "functions-do-not-know-infra",
      severity: "error",
      from: { path: "^functions/" },
      to: { path: "^infra/" },
    },
    {
      name: "only-handlers-choose-adapters",
      severity: "error",
      from: { path: "^functions/", pathNot: "/handler\\.ts$" },
      to: { path: [adapters, "^shared/environment\\.ts$"] },
    },
    {
      name: "infra-knows-the-environment",
      comment: "infra/local, commands, bench and simulate run the product, and openapi tells what its schemas say; the rest of infra only describes it, by the names both use.",
      severity: "error",
      from: { path: "^infra/", pathNot: "^infra/(local|commands|bench|simulate|openapi)/|^infra/(policy|messages)-source\\.ts$" },
      to: { path: ["^functions/", "^shared/"], pathNot: ["^shared/environment\\.ts$", "^shared/adapters/dynamodb/table-definition\\.ts$", "^shared/domain/count-name\\.ts$"] },
    },
    {
      name: "cdk-describes-and-does-not-run",
      comment: "What is deployed is described in infra; nothing that runs knows how it is described.",
      severity: "error",
      from: { path: "^(functions|shared)/|^infra/(local|commands|bench|simulate|openapi)/|^infra/(topology|bundle)\\.ts$" },
      to: { path: "node_modules/(aws-cdk-lib|constructs|cdk-nag)/|^infra/(app|stages|.*-stack)\\.ts$|^infra/constructs/" },
    },
    {
      name: "slack-stays-with-slack",
      severity: "error",
      from: { path: "^(functions|shared|infra)/", pathNot: "^shared/adapters/slack/|^shared/chat/|^functions/(alert|interact|report)/|^infra/local/(slack|socket-mode)/" },
      to: { path: "node_modules/@slack/" },
    },
    {
      name: "hono-stays-at-the-edge",
      severity: "error",
      from: { path: "^shared/(chat|domain|adapters|delivery)/|^shared/ports|^infra/(?!(local|bench|openapi)/)" },
      to: { path: "node_modules/(@hono/|hono/)" },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { path: "^(functions|shared|infra)/" },
      to: { path: "^tests/" },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^aws-lambda$" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"], extensions: [".ts", ".tsx", ".mjs", ".js"] },
  },
};
