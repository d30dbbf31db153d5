import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type Page, chromium } from "playwright-core";
import { afterAll, beforeAll, onTestFinished } from "vitest";

/** Debian's package; nothing is downloaded. */
const EXECUTABLE = "/usr/bin/chromium";

/** Whether there is a browser on this machine: without one, `describe.skipIf(!hasBrowser)` leaves its tests out. */
export const hasBrowser = existsSync(EXECUTABLE);

/** Offline and on its own: no sandbox in containers, no services that would call home. */
const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** A page that a test looks at, and what went wrong in it. */
export type Looking = {
  readonly page: Page;
  /** Errors of the page's script and of its policy; a test that ends well has none. */
  readonly errors: readonly string[];
  /** Saves what is to be seen as a picture in the folder `SCREENSHOTS` names; else does nothing. */
  readonly photograph: (name: string) => Promise<void>;
};

/**
 * One browser with a fresh profile for the tests of a file; each test gets pages of its own.
 *
 * @example
 * const look = browserForThisFile();
 * const { page } = await look("http://127.0.0.1:8787/local/slack");
 */
export const browserForThisFile = () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (hasBrowser) browser = await chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
  });
  afterAll(async () => { await browser?.close(); });

  return async (url: string, options: { readonly scriptless?: boolean; readonly width?: number } = {}): Promise<Looking> => {
    if (browser === undefined) throw new Error(`There is no ${EXECUTABLE}`);
    const context = await browser.newContext({ viewport: { width: options.width ?? 1280, height: 800 }, javaScriptEnabled: options.scriptless !== true });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(40_000);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await page.goto(url);
    const folder = process.env["SCREENSHOTS"];
    return {
      page,
      errors,
      photograph: async (name) => {
        if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
      },
    };
  };
};
