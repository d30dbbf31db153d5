import { readFile } from "node:fs/promises";
import { Resvg, initWasm } from "@resvg/resvg-wasm";
import type { Pictures } from "../../picture-ports.ts";

/** Files that drawing needs: the engine, and fonts by what they hold. */
export type PictureFiles = {
  readonly wasm: string;
  readonly latin: readonly string[];
  readonly han: readonly string[];
  readonly hangul: readonly string[];
};

const finePixels = 2;

let engine: Promise<void> | undefined;

/** The engine starts once a process, whoever draws first; where that failed, the next one tries again. */
async function started(wasm: string): Promise<void> {
  engine ??= readFile(wasm).then(initWasm);
  try {
    await engine;
  } catch (error) {
    engine = undefined;
    throw error;
  }
}

/** Draws with resvg in wasm: nothing native, nothing from the network, and no fonts but these. */
export function openPictures(files: PictureFiles): Pictures {
  const fonts = new Map<string, Promise<Uint8Array>>();
  const font = (path: string): Promise<Uint8Array> => {
    const read = fonts.get(path) ?? readFile(path);
    fonts.set(path, read);
    return read;
  };
  return {
    png: async (svg) => {
      await started(files.wasm);
      // Chinese and Korean fonts have many megabytes: they are read where the picture has such characters.
      const paths = [...files.latin, ...(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb\u30fc\uff00-\uffef]/u.test(svg) ? files.han : []), ...(/\p{Script=Hangul}/u.test(svg) ? files.hangul : [])];
      const drawing = new Resvg(svg, {
        fitTo: { mode: "zoom", value: finePixels },
        font: { loadSystemFonts: false, fontBuffers: await Promise.all(paths.map(font)), defaultFontFamily: "Noto Sans", sansSerifFamily: "Noto Sans" },
      });
      const image = drawing.render();
      try {
        return image.asPng();
      } finally {
        image.free();
        drawing.free();
      }
    },
  };
}
