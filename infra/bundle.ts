import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Metafile, buildSync } from "esbuild";
import type { FunctionName } from "./topology.ts";

/** Where the project lies. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** Where the SDK looks for credentials on other machines; loaded only when the environment has none. */
const elsewhere = [
  "@aws-sdk/credential-provider-http",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-web-identity",
  "@smithy/credential-provider-imds",
];

/** What is installed in two versions whose code is the same, and goes in once: the one that this project's folder finds. */
export const sameTwice = { eventemitter3: "eventemitter3" };

/** Writes a function's `index.mjs`, which exports `handler`, into a folder. */
export function writeBundle(name: FunctionName, folder: string): Metafile {
  return bundleOf(join(root, "functions", name, "handler.ts"), folder);
}

/**
 * Writes what a file and all it needs come to into a folder, as `index.mjs`.
 *
 * @returns what went in
 */
export function bundleOf(file: string, folder: string): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [file],
    outfile: join(folder, "index.mjs"),
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    minify: true,
    // A sign is shorter as it is than as an escape.
    charset: "utf8",
    // Packages that come in both forms are smaller as modules, because what is not used is left out.
    mainFields: ["module", "main"],
    // A function's credentials are in its environment; what the SDK would load to look elsewhere is a fifth of a bundle.
    external: elsewhere,
    alias: sameTwice,
    // Some packages that come as CommonJS ask for Node's own modules while they run.
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}
