import { copyFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const { resolve } = createRequire(import.meta.url);

/** The engine and the fonts that pictures are drawn with, where their packages keep them. */
export const pictureFiles = {
  wasm: resolve("@resvg/resvg-wasm/index_bg.wasm"),
  latin: ["400Regular/NotoSans_400Regular.ttf", "700Bold/NotoSans_700Bold.ttf"].map((file) => resolve(`@expo-google-fonts/noto-sans/${file}`)),
  han: fontsIn("@embedpdf/fonts-sc", "NotoSansHans-Regular.otf", "NotoSansHans-Bold.otf"),
  hangul: fontsIn("@embedpdf/fonts-kr", "NotoSansKR-Regular.otf", "NotoSansKR-Bold.otf"),
};

/** These packages name none of their files, but say where they are. */
function fontsIn(name: string, ...files: readonly string[]): readonly string[] {
  return files.map((file) => join(dirname(resolve(name)), "../fonts", file));
}

/** Copies all of it to a folder, such as that of a function. */
export function copyPictureFiles(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of [pictureFiles.wasm, ...pictureFiles.latin, ...pictureFiles.han, ...pictureFiles.hangul]) copyFileSync(file, join(folder, basename(file)));
}
