import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

/** Has pages loaded that are written as markup: Node takes types out of a file by itself, and knows no markup. */
export function loadPages(): void {
  registerHooks({
    load: (url, context, next) => {
      if (!url.startsWith("file:") || !url.endsWith(".tsx")) return next(url, context);
      const { code } = transformSync(readFileSync(fileURLToPath(url), "utf8"), { loader: "tsx", format: "esm", jsx: "automatic", jsxImportSource: "hono/jsx" });
      return { format: "module", source: code, shortCircuit: true };
    },
  });
}
