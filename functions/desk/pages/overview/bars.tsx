import type { Band } from "../../../../shared/domain/metric.ts";

/** A share of a whole as a bar; its number stands beside it. */
export function Bar({ share, band }: { readonly share: number; readonly band: Band }) {
  return (
    <svg class="bar" viewBox="0 0 100 10" width="100%" height="12" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" x="0" y="0" width="100" height="10" />
      <rect class={band} x="0" y="0" width={Math.round(share * 10) / 10} height="10" />
    </svg>
  );
}

/** Where a score and its interval lie on its scale; its numbers stand beside it. */
export function IntervalBar({ score, low, high, least, most, few }: { readonly score: number; readonly low: number; readonly high: number; readonly least: number; readonly most: number; readonly few: boolean }) {
  const x = (value: number) => Math.round(((value - least) / (most - least)) * 1_960) / 10 + 2;
  return (
    <svg class="interval" viewBox="0 0 200 16" width="200" height="16" aria-hidden="true">
      <line class="grid" x1="2" x2="198" y1="8" y2="8" />
      {least < 0 ? <line class="zero" x1={x(0)} x2={x(0)} y1="1" y2="15" /> : null}
      <line class="whisker" x1={x(low)} x2={x(high)} y1="8" y2="8" />
      <circle class={few ? "few" : "dot"} cx={x(score)} cy="8" r="4.5" />
    </svg>
  );
}
