import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Policy } from "../../shared/domain/policy.ts";
import { programFor } from "../../shared/domain/reward.ts";
import { splitEffectId } from "../../shared/domain/effect.ts";
import type { Log, Responses } from "../../shared/ports.ts";
import { requestId } from "../../shared/runtime/problem.ts";
import type { LinkPurpose, LinkReading } from "../../shared/runtime/token.ts";
import { notePage, rewardPage, style } from "./page.ts";

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

/** The pages behind the links in our mails. Looking at one changes nothing: mail scanners look first. */
export function visitApp(needs: Visiting): Hono {
  const app = new Hono();
  const headers = pageHeaders();
  app.use(requestId());
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(headers)) c.header(name, value);
  });
  app.get("/m/:token", async (c) => visit(needs, c, await needs.readLink(c.req.param("token"))));
  app.all("/m/:token", (c) => {
    c.header("Allow", "GET, HEAD");
    return note(needs, c, 405, "Nothing to do here", ["This page can only be looked at. Open the link in the mail again."]);
  });
  app.notFound((c) => unknownLink(needs, c));
  app.onError((error, c) => {
    needs.log.error("page failed", error);
    c.header("Retry-After", "30");
    return note(needs, c, 503, "Just a moment", ["This page cannot be shown right now. Please try again in a minute. Your link stays good."]);
  });
  return app;
}

/** Nothing is loaded, framed, sent anywhere, indexed or kept; the link itself is not passed on. */
function pageHeaders(): Readonly<Record<string, string>> {
  const hash = createHash("sha256").update(style).digest("base64");
  return {
    "Content-Security-Policy": `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  };
}

async function visit(needs: Visiting, c: Context, reading: LinkReading): Promise<Response> {
  switch (reading.kind) {
    case "forged":
      return unknownLink(needs, c);
    case "expired":
      return ended(needs, c);
    case "valid":
      return pages[reading.payload.purpose](needs, c, reading.payload.effectId);
  }
}

/** What is behind a link, by what it is for. */
const pages: Readonly<Record<LinkPurpose, typeof showReward>> = { reward: showReward };

async function showReward(needs: Visiting, c: Context, effectId: string): Promise<Response> {
  const found = await needs.responses.find(splitEffectId(effectId).responseId);
  const offered = found?.effects.find(({ kind, state }) => kind === "reward" && state !== "cancelled" && state !== "failed");
  if (found === undefined || offered?.person === undefined) return unknownLink(needs, c);
  const program = programFor(needs.policy, offered.plannedAt);
  if (program === undefined) return ended(needs, c);
  const code = await needs.codeFor(offered.person, program.id);
  const link = program.link.replaceAll("{code}", code);
  return c.html(rewardPage(needs.policy.messages, { title: program.title, terms: program.terms, code, link }));
}

function unknownLink(needs: Visiting, c: Context): Response | Promise<Response> {
  return note(needs, c, 404, "We do not know this link", [
    "It may have lost a piece on its way. Please open it from the mail again, or copy all of it.",
    "If that does not help, reply to the mail and we will sort it out for you.",
  ]);
}

function ended(needs: Visiting, c: Context): Response | Promise<Response> {
  return note(needs, c, 410, "This offer has ended", [
    "We are sorry that you find it closed. If you think that is a mistake, reply to the mail and we will look into it.",
  ]);
}

function note(needs: Visiting, c: Context, status: ContentfulStatusCode, title: string, sentences: readonly string[]) {
  return c.html(notePage(needs.policy.messages, title, sentences), status);
}
