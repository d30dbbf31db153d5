/**
 * Slack's way of saying no: HTTP 200 with `{ ok: false, error: code }`.
 *
 * Rules throw it wherever they notice, and the API turns it into an answer in one place. `details`
 * become `response_metadata.messages`, as Slack does for `invalid_blocks` and `invalid_arguments`.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly details: readonly string[];

  constructor(code: string, details: readonly string[] = []) {
    super([code, ...details].join(": "));
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}
