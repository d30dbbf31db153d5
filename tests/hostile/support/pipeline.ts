import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import type { httpHandler } from "../../../shared/runtime/http-handler.ts";
import { start } from "../../../infra/local/start.ts";
import { routes } from "../../../infra/topology.ts";

/** A request down to its bytes. */
export type Asked = {
  readonly method: string;
  /** Path and query as they stand in the request's first line. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
};
export type Answered = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly text: string };

/** A way in: a laptop's port, or the event that AWS's gateway makes of a request. Undefined where it does not come that far. */
export type Door = (asked: Asked) => Promise<Answered | undefined>;

type Handler = ReturnType<typeof httpHandler>;
type Answering = { readonly app: Hono; readonly handler: Handler };

/** The whole pipeline in this process, over the real engines, and both ways into it. */
export async function startPipeline() {
  // It answers a thousand wrong questions and would say something of many.
  process.env["POWERTOOLS_LOG_LEVEL"] = "SILENT";
  const home = mkdtempSync(join(tmpdir(), "afterscore-hostile-"));
  const failures: string[] = [];
  const running = await start({
    home,
    port: 0,
    policyFile: "policy.yaml",
    onError: (error, { functionName, source, kind }) => { failures.push(`${functionName}, ${source}: ${kind}: ${String(error)}`); },
  });
  const functions = {
    receive: (await import("../../../functions/receive/handler.ts")) as unknown as Answering,
    desk: await import("../../../functions/desk/handler.ts"),
    forget: (await import("../../../functions/forget/handler.ts")) as unknown as Answering,
    interact: await import("../../../functions/interact/handler.ts"),
    visit: await import("../../../functions/visit/handler.ts"),
  };
  const { linkSecret } = JSON.parse(readFileSync(join(home, "secrets.json"), "utf8")) as { linkSecret: string };
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  return {
    ...running.addresses,
    linkSecret,
    /** What went wrong behind the doors. */
    failures,
    functions,
    doors: { "a laptop's port": throughPort(running.addresses.url, agent), "AWS's gateway": throughGateway(functions) } satisfies Record<string, Door>,
    stop: async () => {
      agent.destroy();
      await running.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Neither Node nor the gateway lets more come than this, request line and headers together; bytes. */
const longestTarget = 8_000;

export type Pipeline = Awaited<ReturnType<typeof startPipeline>>;

function throughPort(url: string, agent: Agent): Door {
  const { hostname, port } = new URL(url);
  return ({ method, target, headers, body }) => {
    if (target.length > longestTarget) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      const fields = headers.flatMap(([name, value]) => [name, value]);
      const length = body.length > 0 || method === "POST" || method === "PUT" ? ["Content-Length", String(body.length)] : [];
      const asked = request({ agent, hostname, port, method, path: target, headers: ["Host", `${hostname}:${port}`, ...fields, ...length] }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => { chunks.push(chunk); });
        answer.on("end", () => { resolve({ status: answer.statusCode ?? 0, headers: answer.headers as Record<string, string>, text: Buffer.concat(chunks).toString() }); });
      });
      asked.on("error", reject);
      asked.end(body);
    });
  };
}

/** As API Gateway's HTTP APIs hand a request over, payload format 2.0: the path decoded, fields in small letters, bodies as base64. */
function throughGateway(functions: Readonly<Record<string, Answering>>): Door {
  return async ({ method, target, headers, body }) => {
    const [path = "", query = ""] = target.split("?", 2);
    const rawPath = decoded(path);
    if (rawPath === undefined || target.length > longestTarget) return undefined;
    const route = routes.find((candidate) => (candidate.path.endsWith("/*") ? `${rawPath}/`.startsWith(candidate.path.slice(0, -1)) : candidate.path === rawPath));
    if (route === undefined) return undefined;
    const fields = new Map<string, string>();
    for (const [name, value] of headers) fields.set(name.toLowerCase(), [fields.get(name.toLowerCase()), value].filter((part) => part !== undefined).join(","));
    const event = {
      version: "2.0",
      routeKey: "$default",
      rawPath,
      rawQueryString: query,
      headers: { host: "api.example.com", ...Object.fromEntries([...fields].filter(([name]) => name !== "cookie")) },
      ...(fields.has("cookie") ? { cookies: (fields.get("cookie") ?? "").split("; ") } : {}),
      requestContext: { domainName: "api.example.com", http: { method, path: rawPath, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "" } },
      ...(body.length === 0 ? {} : { body: Buffer.from(body).toString("base64") }),
      isBase64Encoded: body.length > 0,
    };
    const answer = (await functions[route.to]!.handler(event as unknown as Parameters<Handler>[0])) as { statusCode: number; headers: Record<string, string>; body: string; isBase64Encoded: boolean };
    return { status: answer.statusCode, headers: answer.headers, text: answer.isBase64Encoded ? Buffer.from(answer.body, "base64").toString() : answer.body };
  };
}

/** The gateway refuses a path that is not to be decoded. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
