/** Checks a policy file: `npm run policy [-- file]`. */
import { PolicyError, readPolicySource } from "../policy-source.ts";

const file = process.argv[2] ?? process.env["AFTERSCORE_POLICY"] ?? "policy.yaml";
try {
  readPolicySource(file);
  console.log(`${file}: fine`);
} catch (error) {
  if (!(error instanceof PolicyError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
