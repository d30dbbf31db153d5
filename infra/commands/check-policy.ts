/** Checks a policy file and the messages: `npm run policy [-- file [folder]]`. */
import { messagesFolder, readMessagesSource } from "../messages-source.ts";
import { readPolicySource } from "../policy-source.ts";
import { PolicyError } from "../yaml-source.ts";

const [file = process.env["AFTERSCORE_POLICY"] ?? "policy.yaml", folder = process.env["AFTERSCORE_MESSAGES"] ?? messagesFolder] = process.argv.slice(2);
const checks: readonly (() => string)[] = [
  () => {
    readPolicySource(file);
    return `${file}: fine`;
  },
  () => `messages: fine, in ${Object.keys(readMessagesSource(folder).copies).join(", ")}`,
];
for (const check of checks) {
  try {
    console.log(check());
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
