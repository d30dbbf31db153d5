import { createEmulator } from "emulate";
import { freePort } from "../../outside/support/engine.ts";
import type { Local } from "../../outside/support/process.ts";

/** A Slack workspace on this machine, as the functions and the tests reach it. */
export type Workspace = Local["slack"] & { readonly stop: () => Promise<void> };

/** Starts Slack's emulator: not ours, so that it judges what we post. */
export async function startSlack(): Promise<Workspace> {
  const port = await freePort();
  const emulator = await createEmulator({
    service: "slack",
    port,
    seed: {
      slack: {
        team: { name: "Example", domain: "example" },
        users: [
          { name: "mia", real_name: "Mia", email: "mia@us.example" },
          { name: "jonas", real_name: "Jonas", email: "jonas@us.example" },
        ],
        channels: [{ name: "customer-feedback" }, { name: "afterscore-test" }],
      },
    },
  });
  const apiUrl = `http://127.0.0.1:${port}/api/`;
  const token = "xoxb-deployed-lane";
  return { apiUrl, token, signingSecret: "signing-secret-of-the-lane", defaultChannel: await idOf(apiUrl, token, "customer-feedback"), stop: () => emulator.close() };
}

async function idOf(apiUrl: string, token: string, name: string): Promise<string> {
  const answer = await fetch(`${apiUrl}conversations.list`, { method: "POST", headers: { Authorization: `Bearer ${token}` } });
  const { channels } = (await answer.json()) as { channels: { id: string; name: string }[] };
  const channel = channels.find((found) => found.name === name);
  if (channel === undefined) throw new Error(`Slack has no channel ${name}`);
  return channel.id;
}
