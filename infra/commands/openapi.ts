/** Prints the API as OpenAPI 3.1, for generators of clients: `npm run -s openapi > openapi.json`. */
import { openApiOf } from "../openapi/api-documents.ts";
import { readPolicySource } from "../policy-source.ts";
import { PolicyError } from "../yaml-source.ts";

try {
  console.log(JSON.stringify(openApiOf(readPolicySource(process.env["AFTERSCORE_POLICY"] ?? "policy.yaml").policy), null, 2));
} catch (error) {
  if (!(error instanceof PolicyError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
