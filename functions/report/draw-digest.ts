import type { ChatFiles } from "../../shared/chat-file-ports.ts";
import type { DigestLanguage } from "../../shared/domain/digest-rule.ts";
import type { Log } from "../../shared/ports.ts";
import type { DigestView, MetricView, Picture } from "./digest-view.ts";

/** Draws a metric's trend as a PNG, and says in words what it shows. */
export type DrawTrend = (metric: MetricView, language: DigestLanguage) => Promise<{ readonly bytes: Uint8Array; readonly altText: string }>;

/** What drawing and bringing the charts of a digest needs of the world. */
export type Drawing = {
  readonly drawTrend: DrawTrend;
  readonly files: ChatFiles;
  readonly sleep: (ms: number) => Promise<void>;
  readonly log: Log;
};

/** How often a chart is brought at most, and how long is waited in between; milliseconds. */
const mostTries = 3;
const pauseMs = 1_000;

/**
 * The charts of a digest, in the chat and ready to be shown, by metric. A chart that cannot be drawn or brought is the
 * operator's to hear of, and the digest goes without it: its figures are in words as well.
 */
export async function drawDigest(needs: Drawing, { rule, metrics }: DigestView): Promise<ReadonlyMap<string, Picture>> {
  const pictures = new Map<string, Picture>();
  for (const metric of metrics) {
    if (metric.trend.every(({ figures: { n } }) => n === 0)) continue;
    const picture = await draw(needs, metric, rule.language);
    if (picture !== undefined) pictures.set(metric.metric, picture);
  }
  return pictures;
}

async function draw(needs: Drawing, metric: MetricView, language: DigestLanguage): Promise<Picture | undefined> {
  try {
    const { bytes, altText } = await needs.drawTrend(metric, language);
    const fileId = await bring(needs, metric, { bytes, altText });
    return fileId === undefined ? undefined : { fileId, altText };
  } catch (error) {
    needs.log.error("chart not drawn", error, { metric: metric.metric });
    return undefined;
  }
}

async function bring({ files, sleep, log }: Drawing, { metric, trend }: MetricView, picture: { readonly bytes: Uint8Array; readonly altText: string }): Promise<string | undefined> {
  const name = `${metric}-${trend.at(-1)?.start ?? "trend"}.png`;
  for (let tries = 1; ; tries += 1) {
    const upload = await files.upload({ name, title: metric.toUpperCase(), ...picture });
    if (upload.kind === "kept") return upload.id;
    if (!upload.again || tries === mostTries) {
      log.error("chart not brought", upload.reason, { metric });
      return undefined;
    }
    await sleep(pauseMs * tries);
  }
}
