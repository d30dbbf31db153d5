import { expect, test } from "vitest";
import { isLoopbackHost } from "../../../../infra/local/http/loopback-host.ts";

test.each(["localhost", "localhost:8787", "LOCALHOST:1", "127.0.0.1", "127.1.2.3:80", "[::1]:8787", "sqs.localhost:9"])(
  "%s is this machine",
  (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  },
);

test.each([undefined, "", "example.org", "localhost.example.org", "127.0.0.1.example.org:80", "0.0.0.0", "[::2]"])(
  "%s is somebody else",
  (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  },
);
