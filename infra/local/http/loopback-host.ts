/**
 * True when a `Host` header names this machine's loopback interface, whatever the port.
 *
 * Binding to 127.0.0.1 keeps other machines out, but not a page in this machine's own browser whose
 * name was re-pointed at 127.0.0.1 (DNS rebinding): such a request still carries the foreign name.
 *
 * @example isLoopbackHost("127.0.0.1:8787") // true
 * @example isLoopbackHost("evil.example:8787") // false
 */
export function isLoopbackHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return name === "[::1]" || name === "localhost" || name.endsWith(".localhost") || /^127(\.\d{1,3}){3}$/.test(name);
}
