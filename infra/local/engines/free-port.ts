import { createServer } from "node:net";

/**
 * A TCP port on 127.0.0.1 that nobody listens on at the moment, for programs that cannot pick and
 * report one themselves. Another process could take it before the caller does; it then fails to bind.
 */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  if (address === null || typeof address === "string") throw new Error("A TCP server has no port");
  return address.port;
}
