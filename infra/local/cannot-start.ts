/** A start that cannot go on; the message says what to change. */
export class CannotStart extends Error {
  override readonly name = "CannotStart";
}
