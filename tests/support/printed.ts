import { onTestFinished } from "vitest";

/** Collects what this process prints from now on until the test is over, on either stream. */
export function printed(): { readonly text: () => string; readonly lines: () => Record<string, unknown>[] } {
  let text = "";
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array) => {
      text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
      return true;
    };
    onTestFinished(() => { stream.write = write; });
  }
  return {
    text: () => text,
    lines: () => text.trim().split("\n").filter((line) => line !== "").map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}
