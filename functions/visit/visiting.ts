import type { Context } from "hono";
import type { Policy } from "../../shared/domain/policy.ts";
import type { Log, Responses } from "../../shared/ports.ts";
import type { LinkPayload, LinkReading } from "../../shared/runtime/token.ts";

/** What the customers' pages need of the world. */
export type Visiting = {
  readonly responses: Pick<Responses, "find">;
  readonly policy: Pick<Policy, "messages" | "rewards">;
  /** What the token of a link stands for. */
  readonly readLink: (token: string) => Promise<LinkReading>;
  /** The code of one person in one program. */
  readonly codeFor: (person: string, program: string) => Promise<string>;
  readonly log: Log;
};

/** Somebody who came by a link that is ours and whose time is not over. */
export type Visit = { readonly c: Context; readonly link: LinkPayload };

/** Answers a visit. */
export type Answer = (needs: Visiting, visit: Visit) => Promise<Response>;

/** What a link answers to: `GET` (and HEAD with it) shows and changes nothing, `POST` may change. */
export type Answers = { readonly GET: Answer; readonly POST?: Answer };
