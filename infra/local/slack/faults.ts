/** How a failing call ends, as its caller sees it. */
export type FaultAnswer =
  /** 429 with `Retry-After`, and Slack's `ratelimited`. */
  | { readonly kind: "rate_limited"; readonly retryAfterSeconds: number }
  /** A bare HTTP status, e.g. 503 from a proxy before Slack. */
  | { readonly kind: "status"; readonly status: 500 | 502 | 503 | 504 }
  /** `{ ok: false, error }`, e.g. `internal_error`, which Slack may say after it did the work. */
  | { readonly kind: "error"; readonly error: string }
  /** The connection is cut without an answer. */
  | { readonly kind: "drop" }
  /** No answer ever comes; the caller's timeout ends it. */
  | { readonly kind: "silence" }
  /** Answered as usual, but the file that is completed cannot be used in a message for so long. */
  | { readonly kind: "processing"; readonly forMs: number };

/** A planned failure of the next calls of a method. */
export type Fault = {
  /** A method such as `chat.postMessage`, or `*` for any. */
  readonly method: string;
  /** Only calls for this channel id, as sent; absent means all. */
  readonly channel?: string;
  /** How many calls fail; default 1. */
  readonly times?: number;
  /** Whether the work is done before the answer fails: the ambiguous case. Default false. */
  readonly accepted?: boolean;
  readonly answer: FaultAnswer;
};

/** Failures waiting to happen, first planned, first served. In memory: a restart forgets them. */
export type Faults = {
  inject(fault: Fault): void;
  /** The fault this call meets, which is used up by it. */
  take(method: string, channel: string | undefined): Fault | undefined;
  clear(): void;
};

/** An empty list of faults. */
export const plannedFaults = (): Faults => {
  let waiting: { fault: Fault; left: number }[] = [];
  return {
    inject(fault) {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take(method, channel) {
      const met = waiting.find(
        ({ fault }) =>
          (fault.method === "*" || fault.method === method) && (fault.channel === undefined || fault.channel === channel),
      );
      if (met === undefined) return undefined;
      met.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return met.fault;
    },
    clear() {
      waiting = [];
    },
  };
};
