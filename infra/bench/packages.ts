import type { Metafile } from "esbuild";

/** How many are named. */
const most = 6;

/** The packages that a bundle mostly consists of, heaviest first; what is ours is one of them. */
export function heaviestIn(contents: Metafile | undefined): readonly { readonly of: string; readonly bytes: number }[] {
  const bytes = new Map<string, number>();
  for (const { inputs } of Object.values(contents?.outputs ?? {})) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const name = packageOf(file);
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes].map(([of, sum]) => ({ of, bytes: sum })).toSorted((a, b) => b.bytes - a.bytes).slice(0, most);
}

function packageOf(file: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? "our own";
}
