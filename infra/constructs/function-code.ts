import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AssetHashType, DockerImage } from "aws-cdk-lib";
import { Code } from "aws-cdk-lib/aws-lambda";
import { root, writeBundle } from "../bundle.ts";
import { copyPictureFiles } from "../picture-assets.ts";
import type { FunctionName } from "../topology.ts";

/** The files that stand beside a bundle, as the function names them. */
export const policyFile = "policy.json";
export const messagesFile = "messages.json";
export const apiDocumentsFile = "api-documents.json";

/** What is in those files, for functions that live by them. */
export type FilesBeside = { readonly policy?: string; readonly messages?: string; readonly apiDocuments?: string; /** Whether it draws. */ readonly pictures?: true };

/**
 * A function as it is uploaded: one module with everything it needs, the AWS SDK included, and beside it
 * the policy, the messages and what the API says of itself, where there are any. What is the same gives the same hash, so that an unchanged function is not deployed again.
 */
export function codeOf(name: FunctionName, { policy, messages, apiDocuments, pictures }: FilesBeside): Code {
  return Code.fromAsset(join(root, "functions", name), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never used: bundling happens here, without Docker.
      image: DockerImage.fromRegistry("none"),
      local: {
        tryBundle: (folder) => {
          writeBundle(name, folder);
          if (pictures === true) copyPictureFiles(folder);
          if (policy !== undefined) writeFileSync(join(folder, policyFile), policy);
          if (messages !== undefined) writeFileSync(join(folder, messagesFile), messages);
          if (apiDocuments !== undefined) writeFileSync(join(folder, apiDocumentsFile), apiDocuments);
          return true;
        },
      },
    },
  });
}
