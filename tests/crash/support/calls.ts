import { AsyncLocalStorage } from "node:async_hooks";
import diagnostics from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { type LoadFnOutput, registerHooks } from "node:module";
import { type SQLInputValue, type StatementResultingChanges, StatementSync } from "node:sqlite";
import type { PortFactory } from "./ports.ts";
import { type Point, callerHeader, isPoll, joint } from "./protocol.ts";

/** On whose behalf the work at hand is done: the function, then the ports' methods, outermost first. */
const caller = new AsyncLocalStorage<readonly string[]>();

/** Does work on behalf of a function. */
export function onBehalfOf<T>(name: string, work: () => T): T {
  return caller.run([name], work);
}

const open = new Map<ClientRequest, string>();

/** The calls of the SDK that are under way, but for those that wait until there is something to do. */
export function openCalls(): readonly string[] {
  return [...open.values()];
}

/**
 * Has every call that leaves this process, by whatever client, say on whose behalf it is made: Node's
 * own channels tell of each request before it goes. So nobody who calls out can be forgotten.
 */
export function nameCalls(): void {
  const name = () => (caller.getStore() ?? []).join(joint);
  diagnostics.subscribe("http.client.request.created", (message) => {
    const { request } = message as { request: ClientRequest };
    request.setHeader(callerHeader, encodeURIComponent(name()));
    const operation = String(request.getHeader("x-amz-target"));
    if (isPoll(operation)) return;
    open.set(request, [name(), operation].join(joint));
    request.once("close", () => open.delete(request));
  });
  diagnostics.subscribe("undici:request:create", (message) => {
    (message as { request: { addHeader(key: string, value: string): void } }).request.addHeader(callerHeader, encodeURIComponent(name()));
  });
}

/**
 * Has the methods of ports name themselves to the calls they make. Modules of adapters are loaded as they
 * are, with a line at their end that puts the naming around what their factories make.
 */
export function namePorts(factories: readonly PortFactory[]): void {
  const wrapper = "afterscoreNamePort";
  Object.assign(globalThis, { [wrapper]: namedPort });
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context);
      const lines = factories.filter((factory) => factory.url === url).map(({ name, port }) => `${name} = ${wrapper}(${JSON.stringify(port)}, ${name});`);
      return lines.length === 0 ? loaded : { ...loaded, source: [textOf(loaded.source), ...lines].join("\n") };
    },
  });
}

function textOf(source: LoadFnOutput["source"]): string {
  return typeof source === "string" ? source : Buffer.from(source as Uint8Array).toString();
}

type Methods = Readonly<Record<string, (...given: unknown[]) => unknown>>;

function namedPort(port: string, make: (...given: unknown[]) => Methods) {
  return (...given: unknown[]) =>
    Object.fromEntries(
      Object.entries(make(...given)).map(([method, work]) => [
        method,
        (...args: unknown[]) => caller.run([...(caller.getStore() ?? []), `${port}.${method}`], () => work(...args)),
      ]),
    );
}

/** Tells of every write to a local file, before it and after it: the event sources' checkpoints. */
export function watchFileWrites(at: (point: Point) => void): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- It is called on the statement it was called on.
  const { run } = StatementSync.prototype;
  StatementSync.prototype.run = function (this: StatementSync, ...given: SQLInputValue[]) {
    const call = [...(caller.getStore() ?? []), `checkpoint ${this.sourceSQL.split(" ", 3)[2] === "IGNORE" ? "registered" : "written"}`].join(joint);
    at(`before ${call}`);
    const result = Reflect.apply(run, this, given) as StatementResultingChanges;
    at(`after ${call}`);
    return result;
  } as typeof run;
}
