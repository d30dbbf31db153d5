import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { buildSync } from "esbuild";
import type { FunctionName } from "./topology.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The file a bundle's policy is in, as the function names it. */
export const policyFile = "policy.json";

/**
 * A function as it is uploaded: one module with everything it needs, the AWS SDK included, and beside it
 * the policy, where there is one. What is the same gives the same hash, so that an unchanged function is not deployed again.
 *
 * @param policy the policy as JSON
 */
export function codeOf(name: FunctionName, policy?: string): Code {
  return Code.fromAsset(join(root, "functions", name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never used: bundling happens here, without Docker.
      image: DockerImage.fromRegistry("none"),
      local: {
        tryBundle: (folder) => {
          writeBundle(name, folder);
          if (policy !== undefined) writeFileSync(join(folder, policyFile), policy);
          return true;
        },
      },
    },
  });
}

/** Where the SDK looks for credentials on other machines; loaded only when the environment has none. */
const elsewhere = [
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@smithy/credential-provider-imds",
];

/** Writes `index.mjs`, which exports `handler`, into a folder. */
export function writeBundle(name: FunctionName, folder: string): void {
  buildSync({
    absWorkingDir: root,
    entryPoints: [join(root, "functions", name, "handler.ts")],
    outfile: join(folder, "index.mjs"),
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    minify: true,
    // Packages that come in both forms are smaller as modules, because what is not used is left out.
    mainFields: ["module", "main"],
    // A function's credentials are in its environment; what the SDK would load to look elsewhere is a fifth of a bundle.
    external: elsewhere,
    // Some packages that come as CommonJS ask for Node's own modules while they run.
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
    logLevel: "warning",
  });
}
