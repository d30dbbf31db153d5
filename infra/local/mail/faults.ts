/** How a failing send ends, as its caller sees it. */
export type MailFaultAnswer =
  /** 429 `TooManyRequestsException`: over the sending rate. */
  | { readonly kind: "throttle" }
  /** A bare HTTP status, e.g. 503. */
  | { readonly kind: "status"; readonly status: 500 | 502 | 503 | 504 }
  /** One of SES's own errors, e.g. `AccountSuspendedException`. */
  | { readonly kind: "error"; readonly type: string; readonly status: 400 | 404 | 409 | 500 }
  /** The connection is cut without an answer. */
  | { readonly kind: "drop" }
  /** No answer ever comes; the caller's timeout ends it. */
  | { readonly kind: "silence" };

/** A planned failure of the next sends. */
export type MailFault = {
  /** How many sends fail; default 1. */
  readonly times?: number;
  /** Only mails to this address; absent means all. */
  readonly to?: string;
  /** Whether the mail is taken before the answer fails: the ambiguous case. Default false. */
  readonly accepted?: boolean;
  readonly answer: MailFaultAnswer;
};

/** Failures waiting to happen, first planned, first served. In memory: a restart forgets them. */
export type MailFaults = {
  inject(fault: MailFault): void;
  /** The fault a mail to these addresses meets, which is used up by it. */
  take(to: string): MailFault | undefined;
};

/** An empty list of faults. */
export const plannedMailFaults = (): MailFaults => {
  let waiting: { fault: MailFault; left: number }[] = [];
  return {
    inject(fault) {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    take(to) {
      const met = waiting.find(({ fault }) => fault.to === undefined || to.includes(fault.to));
      if (met === undefined) return undefined;
      met.left -= 1;
      waiting = waiting.filter(({ left }) => left > 0);
      return met.fault;
    },
  };
};
