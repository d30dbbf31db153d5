import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Afterscore, startAfterscore } from "../outside/support/afterscore.ts";
import { browserForThisFile, hasBrowser } from "./chromium.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe.skipIf(!hasBrowser)("the API's page in the browser", () => {
  const look = browserForThisFile();
  let app: Afterscore;
  beforeAll(async () => { app = await startAfterscore(); });
  afterAll(() => app.stop());

  it.each([320, 390, 768, 1000, 1440])("fits %i px, in the light and in the dark, with nothing to complain about", async (width) => {
    const { page, errors, photograph } = await look(`${app.local.url}/docs`, { width });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await page.evaluate<boolean>("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).toBe(true);
      // The style is under the page's policy: without it, the paper would be white at night, too.
      expect(await page.evaluate<string>("getComputedStyle(document.body).backgroundColor")).toBe(colorScheme === "dark" ? "rgb(15, 19, 25)" : "rgb(255, 255, 255)");
      for (const place of ["top", "postResponse", "workCase", "schema-Case"]) {
        await page.evaluate(`document.getElementById("${place}").scrollIntoView()`);
        await photograph(`docs-${width}-${colorScheme}-${place}`);
      }
    }
    expect(errors).toEqual([]);
  });

  it("asks nobody else for anything, and leads from each link to a place that is there", async () => {
    const { page, errors } = await look("about:blank");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${app.local.url}/docs`);
    expect(asked.filter((url) => !url.startsWith("data:"))).toEqual([`${app.local.url}/docs`]);
    const lost = await page.evaluate<string[]>(`[...document.querySelectorAll("a[href^='#']")].map((link) => link.hash.slice(1)).filter((place) => !document.getElementById(place))`);
    expect(lost).toEqual([]);
    const twice = await page.evaluate<string[]>(`[...document.querySelectorAll("[id]")].map(({ id }) => id).filter((id, at, all) => all.indexOf(id) !== at)`);
    expect(twice).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("gives a whole command at one click", async () => {
    const { page } = await look(`${app.local.url}/docs`);
    const command = page.locator("[data-example='postResponse.detractor']");
    await command.click();
    expect(await page.evaluate<string>("getSelection().toString()")).toBe(await command.textContent());
    expect(await command.textContent()).toMatch(/^curl "\$AFTERSCORE_URL\/v1\/responses" \\\n/);
  });

  it("prints without its contents, and with all of each example", async () => {
    const { page } = await look(`${app.local.url}/docs`);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("nav").isVisible()).toBe(false);
    expect(await page.evaluate<boolean>("[...document.querySelectorAll('pre')].every(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight)")).toBe(true);
  });
});
