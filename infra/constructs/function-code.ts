import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { root, writeBundle } from "../bundle.ts";
import type { FunctionName } from "../topology.ts";

/** The file a bundle's policy is in, as the function names it. */
export const policyFile = "policy.json";

/**
 * A function as it is uploaded: one module with everything it needs, the AWS SDK included, and beside it
 * the policy, where there is one. What is the same gives the same hash, so that an unchanged function is not deployed again.
 *
 * @param policy what is in the policy's file
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
