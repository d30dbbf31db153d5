import { type Front, forward, startFront } from "./forward.ts";
import { handedOverPath } from "./lane.ts";
import type { Ses } from "./ses.ts";

/** The HTTP API at an address that every machine can reach, which MiniStack's own (`*.localhost`) is not. */
export function startDoor({ aws, apiUrl, ses }: { readonly aws: string; readonly apiUrl: string; readonly ses: Ses }): Promise<Front> {
  const id = /^https?:\/\/([a-z0-9]+)\./.exec(apiUrl)?.[1];
  if (id === undefined) throw new Error(`no API at ${apiUrl}`);
  return startFront((incoming) =>
    incoming.path === handedOverPath
      ? Promise.resolve({ status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(ses.handedOver())) })
      : forward(aws, { ...incoming, path: `/_aws/execute-api/${id}/$default${incoming.path}` }),
  );
}
