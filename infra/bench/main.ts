/** `npm run bench [-- --json]`: the figures beside their bars. Exits with 1 when a count or a size misses its bar. */
import { textTable } from "../commands/support/text-table.ts";
import { bundles } from "./bundles.ts";
import { countedFigures } from "./counted.ts";
import { type Figure, isMet } from "./figure.ts";
import { oneHotSurvey, replaying } from "./writing.ts";
import { scorePages } from "./score-page.ts";
import { receivingAlone, receivingBesideReference } from "./receiving.ts";

const figures = [...(await receivingBesideReference()), ...(await receivingAlone()), ...(await bundles()), ...countedFigures(), ...(await replaying()), await oneHotSurvey(), ...(await scorePages())];
const missed = figures.filter((figure) => figure.gates && !isMet(figure));

if (process.argv.includes("--json")) console.log(JSON.stringify(figures.map((figure) => ({ ...figure, met: isMet(figure) })), null, 2));
else console.log(textTable(["", "figure", "measured", "bar", ""], figures.map(row)));
process.exitCode = missed.length === 0 ? 0 : 1;

function row(figure: Figure): readonly string[] {
  const { id, what, measured, bar, unit, gates } = figure;
  const shown = (n: number) => (Number.isFinite(n) ? `${n.toLocaleString("en-US", { maximumFractionDigits: 2 })} ${unit}` : "");
  const verdict = bar === Infinity ? "" : isMet(figure) ? "met" : gates ? "MISSED" : "above (a time, does not gate)";
  return [id, what, shown(measured), shown(bar), verdict];
}
