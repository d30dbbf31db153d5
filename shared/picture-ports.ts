/** What draws pictures, beside ports.ts, which is full. */

/** Drawings as pictures that every chat can show. */
export type Pictures = {
  /** The PNG of an SVG, twice as large as it says, for screens with fine pixels. */
  png(svg: string): Promise<Uint8Array>;
};
