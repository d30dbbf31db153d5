/** Shows every mail with sample data, in every language: `npm run messages:preview`. `PORT` names a port; without, any free one. */
import { CannotStart } from "../local/cannot-start.ts";
import { listen } from "../local/listener.ts";
import { messagesPreview } from "../local/messages/preview.ts";
import { readMessagesSource } from "../messages-source.ts";
import { readPolicySource } from "../policy-source.ts";

const { env } = process;
try {
  const listener = await listen(Number(env["PORT"] ?? 0));
  const app = messagesPreview(() => ({
    policy: readPolicySource(env["AFTERSCORE_POLICY"] ?? "policy.yaml").policy,
    copies: readMessagesSource(env["AFTERSCORE_MESSAGES"]).copies,
  }));
  listener.serve((request) => app.fetch(request));
  console.log(`Messages: ${listener.url}/ (Ctrl-C ends it)`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void listener.stop());
} catch (error) {
  if (!(error instanceof CannotStart)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
