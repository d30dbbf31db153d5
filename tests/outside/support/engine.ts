import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { join } from "node:path";
import { until } from "./until.ts";

/** A DynamoDB engine of one's own, that a test can take away and give back. */
export async function ownEngine(folder: string) {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const binary = createRequire(import.meta.url).resolve("@dynoxide/linux-x64/dynoxide");
  const run = async () => {
    const child = spawn(binary, ["--port", String(port), "--db-path", join(folder, "own.db")], { stdio: "ignore" });
    const exited = once(child, "exit");
    await until("the engine answers", async () => ((await fetch(endpoint).catch(() => undefined)) === undefined ? undefined : true));
    return async () => {
      child.kill("SIGKILL");
      await exited;
    };
  };
  let end = await run();
  return {
    endpoint,
    away: () => end(),
    back: async () => { end = await run(); },
  };
}

/** A port of this machine nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
