import { timingSafeEqual } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { type DeskRight, rightsOf } from "../../../shared/domain/desk-role.ts";
import type { Session } from "../../../shared/desk-ports.ts";
import type { DeskEnv, Onlooker } from "./desk-env.ts";
import { formatsFor } from "./formats.ts";
import { readingOf } from "./language.ts";
import type { Admitting } from "./looking.ts";
import { readForm } from "./read-form.ts";
import { beginSession, sessionOf } from "./session-cookie.ts";
import { refusal } from "./refusal.tsx";
import { askToSignIn } from "./sign-in/ask.tsx";

/**
 * Lets those in who have a session, and takes forms only from its own pages: whoever has none is asked to sign in (401),
 * and a form without the session's token changes nothing (403). On a laptop whoever comes first is its own person.
 */
export function guard(needs: Admitting): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    const found = await sessionOf(c, needs);
    const [localPerson] = needs.localPeople;
    const isLooking = c.req.method === "GET" || c.req.method === "HEAD";
    const session = found === "none" && localPerson !== undefined && isLooking ? await beginSession(c, needs, localPerson) : found;
    if (session === "none" || session === "bad") return askToSignIn(c, needs, 401);
    c.set("onlooker", await onlookerOf(c, needs, session));
    if (!isLooking && !(await carriesToken(c))) return refusal(c, needs, "staleForm", 403);
    await next();
    return undefined;
  };
}

/** Asks of whoever comes by this way that their role allows it. */
export function allowed(needs: Admitting, right: DeskRight): MiddlewareHandler<DeskEnv> {
  return async (c, next) => {
    if (!c.get("onlooker").rights.has(right)) return refusal(c, needs, "forbidden", 403);
    await next();
    return undefined;
  };
}

async function onlookerOf(c: Context, { policy, sessions }: Admitting, session: Session): Promise<Onlooker> {
  const reading = readingOf(c);
  return {
    visitor: session.visitor,
    // Anew each time: a role that was taken away is gone at once.
    rights: rightsOf(session.visitor, policy.desk.roles),
    formToken: await sessions.formToken(session),
    language: reading.language,
    formats: formatsFor(reading, policy.timeZone),
  };
}

async function carriesToken(c: Context<DeskEnv>): Promise<boolean> {
  const form = await readForm(c);
  const given = Buffer.from(form?.get("formToken") ?? "");
  const wanted = Buffer.from(c.get("onlooker").formToken);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
