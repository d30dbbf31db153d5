/** A refusal in SES's terms: its exception name, e.g. `BadRequestException`, and HTTP status. */
export class SesError extends Error {
  readonly type: string;
  readonly status: 400 | 403 | 404 | 409 | 429 | 500;

  constructor(type: string, message: string, status: SesError["status"] = 400) {
    super(message);
    this.name = "SesError";
    this.type = type;
    this.status = status;
  }
}

/** The request is not what SES's API describes. */
export const badRequest = (message: string): SesError => new SesError("BadRequestException", message);

/** The request is well-formed, and the mail in it cannot be sent. */
export const messageRejected = (message: string): SesError => new SesError("MessageRejected", message);
