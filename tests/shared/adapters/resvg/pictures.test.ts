import { describe, expect, it } from "vitest";
import { pictureFiles } from "../../../../infra/picture-assets.ts";
import { openPictures } from "../../../../shared/adapters/resvg/pictures.ts";
import { trendChart } from "../../../../shared/charts/trend-chart.ts";

const pictures = openPictures(pictureFiles);

/** One line of text, in black on white. */
function drawn(said: string, family: string): Promise<Uint8Array> {
  return pictures.png(`<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="#fff"/><text x="5" y="30" font-size="24" font-family="${family}">${said}</text></svg>`);
}

const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

describe("pictures", () => {
  it("are PNGs, twice as large as the drawing", async () => {
    const point = { label: "Nov 16", n: 120, score: 31, interval: { low: 20, high: 40 }, lowData: false };
    const png = Buffer.from(await pictures.png(trendChart({ metric: "nps", language: "zh", title: "净推荐值", subtitle: "按周", points: [point, point] })));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2_400, 1_260]);
  });

  it.each([
    ["Chinese, simplified", "简", "体", "Noto Sans S Chinese"],
    ["Chinese, traditional", "臺", "灣", "Noto Sans S Chinese"],
    ["Japanese", "ア", "ン", "Noto Sans S Chinese"],
    ["Korean", "한", "국", "Noto Sans Korean"],
    ["Cyrillic", "Ж", "Я", "Noto Sans"],
  ])("hold the characters of %s: none is a box", async (_, one, other, family) => {
    const [first, second, missing] = await Promise.all([drawn(one, family), drawn(other, family), drawn("\u{10fffd}", family)]);
    expect(isSame(first, second)).toBe(false);
    expect(isSame(first, missing)).toBe(false);
    expect(isSame(first, await drawn("", family))).toBe(false);
  });

  it("refuse what is no drawing", async () => {
    await expect(pictures.png("<html>")).rejects.toThrow();
  });
});
