/**
 * Pictures for the team's chat. In a file of its own because one function alone brings any, and because `ports.ts` is
 * the page of what the pipeline needs.
 */

/** A picture on its way to the chat. */
export type ChatFile = {
  /** Its file name, such as `nps.png`. */
  readonly name: string;
  readonly title: string;
  /** What it shows, for who cannot see it; at most 1,000 characters. */
  readonly altText: string;
  readonly bytes: Uint8Array;
};

/** What came of bringing a file: its id, by which a message shows it, or why there is none. `again` says that another try may help. */
export type Upload = { readonly kind: "kept"; readonly id: string } | { readonly kind: "failed"; readonly reason: string; readonly again: boolean };

/** Files in the team's chat. */
export type ChatFiles = {
  /**
   * Brings a file that nobody sees until a message shows it, so bringing it twice is harmless. The chat may need some
   * seconds until it lets a message show it; until then such a message is refused, and worth another try.
   */
  upload(file: ChatFile): Promise<Upload>;
};
