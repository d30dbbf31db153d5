import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import type { Metafile } from "esbuild";
import { variables } from "../../shared/environment.ts";
import { bundleOf, writeBundle } from "../bundle.ts";
import { readPolicySource } from "../policy-source.ts";
import { functionNames } from "../topology.ts";
import { type Figure, ratioOf, told } from "./figure.ts";
import { heaviestIn } from "./packages.ts";

const run = promisify(execFile);
const reference = fileURLToPath(new URL("reference.ts", import.meta.url));
const pairs = 9;

/** P3 and P4: what is uploaded, and how long it takes to load beside the reference. */
export async function bundles(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "afterscore-bundles-"));
  try {
    const sizes = new Map<string, number>();
    const contents = new Map<string, Metafile>();
    for (const name of functionNames) {
      contents.set(name, writeBundle(name, join(folder, name)));
      sizes.set(name, statSync(join(folder, name, "index.mjs")).size / 1_000);
    }
    writeFileSync(join(folder, "receive", "policy.json"), readPolicySource("policy.yaml").sealed);
    bundleOf(reference, join(folder, "reference"));
    const size = (what: string, measured: number, bar: number): Figure => ({ id: "P3", what, measured, bar, unit: "KB", gates: true });
    return [
      size("bundle of receive", sizes.get("receive") ?? NaN, 420),
      size("bundle of alert", sizes.get("alert") ?? NaN, 450),
      size("largest bundle", Math.max(...sizes.values()), 900),
      ...["receive", "alert"].flatMap((name) =>
        heaviestIn(contents.get(name)).map(({ of, bytes }) => told("P3", `of ${name}: ${of}`, bytes / 1_000, "KB")),
      ),
      {
        id: "P4",
        what: "import time of receive ÷ reference",
        measured: await ratioOf(pairs, () => importTime(join(folder, "receive")), () => importTime(join(folder, "reference"))),
        bar: 1.2,
        unit: "×",
        gates: false,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds that a new process takes to load a bundle. */
async function importTime(folder: string): Promise<number> {
  const script = `const begun = performance.now(); await import("./index.mjs"); console.log(performance.now() - begun);`;
  const environment = { ...Object.fromEntries(Object.values(variables).map((name) => [name, "x"])), [variables.policy]: "policy.json", AWS_REGION: "us-east-1" };
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script], { cwd: folder, env: environment });
  return Number(stdout);
}
