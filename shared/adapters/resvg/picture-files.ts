import { join } from "node:path";
import type { PictureFiles } from "./pictures.ts";

/** The engine and the fonts, where they have been copied to one folder under their packages' names for them. */
export function pictureFilesIn(folder: string): PictureFiles {
  const inFolder = (...names: readonly string[]) => names.map((name) => join(folder, name));
  return {
    wasm: join(folder, "index_bg.wasm"),
    latin: inFolder("NotoSans_400Regular.ttf", "NotoSans_700Bold.ttf"),
    han: inFolder("NotoSansHans-Regular.otf", "NotoSansHans-Bold.otf"),
    hangul: inFolder("NotoSansKR-Regular.otf", "NotoSansKR-Bold.otf"),
  };
}
