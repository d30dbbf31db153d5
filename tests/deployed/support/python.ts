import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { project, run } from "./program.ts";

const requirements = fileURLToPath(new URL("../requirements.txt", import.meta.url));
const names = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
const isNewEnough = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))";

/** A Python that has MiniStack, or what is to be done to have one. */
export type Python = { readonly kind: "ready"; readonly python: string } | { readonly kind: "missing"; readonly todo: string };

/** Makes a Python environment with what `requirements.txt` pins; kept until that changes. */
export async function preparePython(): Promise<Python> {
  const pinned = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 12);
  const folder = `${project}node_modules/.cache/afterscore-ministack-${pinned}`;
  const complete = `${folder}/complete`;
  const python = `${folder}/bin/python`;
  if (existsSync(complete)) return { kind: "ready", python };
  const found = await findPython();
  if (found === undefined) return { kind: "missing", todo: "install Python 3.10 or newer with its venv module (Debian, Ubuntu: apt install python3-venv)" };
  try {
    rmSync(folder, { recursive: true, force: true });
    await run(found, ["-m", "venv", folder]);
    await run(python, ["-m", "pip", "install", "--quiet", "--no-deps", "--requirement", requirements]);
    writeFileSync(complete, "");
    return { kind: "ready", python };
  } catch (error) {
    return { kind: "missing", todo: `let pip reach PyPI, for what ${requirements} names (${firstLines(error)})` };
  }
}

async function findPython(): Promise<string | undefined> {
  for (const name of names) {
    const fits = await run(name, ["-c", isNewEnough]).then(() => true, () => false);
    if (fits) return name;
  }
  return undefined;
}

function firstLines(error: unknown): string {
  return String(error).split("\n").slice(0, 3).join(" ");
}
