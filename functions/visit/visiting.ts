import type { Copies } from "../../shared/domain/copy.ts";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Cases, Log, Responses, Suppressions } from "../../shared/ports.ts";
import type { Acceptance, Posted } from "../../shared/intake/accept.ts";
import type { Claiming } from "./claim-for.ts";
import type { LinkPayload, LinkPurpose, LinkReading } from "../../shared/runtime/token.ts";

/** What the customers' pages need of the world. */
export type Visiting = Claiming & {
  readonly responses: Pick<Responses, "find">;
  readonly cases: Pick<Cases, "find">;
  /** Makes an answer durable that somebody gave on a page of ours. */
  readonly accept: (posted: Posted) => Promise<Acceptance>;
  readonly suppressions: Pick<Suppressions, "find" | "add">;
  readonly policy: Pick<Policy, "messages" | "rewards" | "timeZone">;
  /** The words of the pages. */
  readonly copies: Copies;
  /** What the token of a link stands for. */
  readonly readLink: (token: string) => Promise<LinkReading>;
  readonly log: Log;
};

/** A link that is ours and whose time is not over. */
export type LinkTo<Purpose extends LinkPurpose> = Extract<LinkPayload, { purpose: Purpose }>;

/** What a link answers to: `GET` (and HEAD with it) shows and changes nothing, `POST` may change. */
export type Answers = { readonly GET: () => Promise<Response>; readonly POST?: () => Promise<Response> };
