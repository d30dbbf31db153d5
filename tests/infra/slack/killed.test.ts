import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { slackWorkspace } from "../../../infra/local/slack/slack-workspace.ts";
import { SIGNING_SECRET, TOKEN, temporaryFolder } from "./running-workspace.ts";

const WORKSPACE = new URL("../../../infra/local/slack/slack-workspace.ts", import.meta.url).href;

/** Posts without end and says each `ts` once the post is taken. */
const POSTING_PROGRAM = `
  const { slackWorkspace } = await import(${JSON.stringify(WORKSPACE)});
  const workspace = slackWorkspace(JSON.parse(process.argv[1]));
  for (;;) {
    const { ts } = workspace.messages.post({ channel: workspace.defaultChannel.id, author: "U0BOT", content: { text: "x" } });
    await new Promise((said) => process.stdout.write(ts + "\\n", said));
  }
`;

it("has every message it took when its process is killed", async () => {
  const options = { file: join(await temporaryFolder(), "slack.db"), token: TOKEN, signingSecret: SIGNING_SECRET, channels: ["cs-alerts"] };
  const child = spawn(process.execPath, ["--no-warnings", "--input-type=module", "-e", POSTING_PROGRAM, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const taken: string[] = [];
  for await (const ts of createInterface({ input: child.stdout })) {
    taken.push(ts);
    if (taken.length === 300) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");

  const workspace = slackWorkspace(options);
  const kept = workspace.messages.history(workspace.defaultChannel.id, { from: 0, to: Number.MAX_SAFE_INTEGER }, 100_000).messages.map(({ ts }) => ts);
  expect(taken.length).toBeGreaterThanOrEqual(300);
  expect(kept).toEqual(expect.arrayContaining(taken));
  workspace.close();
});
