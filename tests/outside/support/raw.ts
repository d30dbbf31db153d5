import { request } from "node:http";

/** A request with whatever headers it says, `Host` included, which `fetch` would not let us choose. */
export function raw(
  address: string,
  { method = "GET", headers = {}, body = "" }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(address, { method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (chunk: string) => { text += chunk; });
      answer.on("end", () => { resolve({ status: answer.statusCode ?? 0, text }); });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
