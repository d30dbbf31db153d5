import type { Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod/mini";
import { withinDesk } from "../address.ts";
import type { DeskEnv } from "../desk-env.ts";
import type { Admitting } from "../looking.ts";
import { readForm } from "../read-form.ts";
import { beginSession, cookieName, endSession, isSecure } from "../session-cookie.ts";
import { askToSignIn } from "./ask.tsx";

/** How long somebody may take at Slack. Seconds. */
const patience = 600;
const attemptSchema = z.tuple([z.string(), z.string(), z.string()]);

/** For who has no session yet: `/desk/sign-in`, with Slack or, on a laptop, as one of its people. */
export function addSignIn(app: Hono<DeskEnv>, needs: Admitting): void {
  const redirectUri = `${needs.publicUrl}/desk/sign-in/slack`;

  app.get("/sign-in", (c) => askToSignIn(c, needs, 200));

  app.post("/sign-in", async (c) => {
    const form = await readForm(c);
    const visitor = needs.localPeople.find(({ id }) => id === form?.get("person"));
    if (visitor === undefined) return askToSignIn(c, needs, 403);
    await beginSession(c, needs, visitor);
    return c.redirect(withinDesk(form?.get("to") ?? undefined), 303);
  });

  app.get("/sign-in/begin", async (c) => {
    const [state, nonce] = [needs.newIdentity(), needs.newIdentity()];
    const address = await needs.signIn.address({ state, nonce, redirectUri });
    if (address === undefined) return askToSignIn(c, needs, 200);
    const attempt = JSON.stringify([state, nonce, withinDesk(c.req.query("to"))]);
    setCookie(c, cookieName(c, "desk-attempt"), attempt, { path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure(c), maxAge: patience });
    return c.redirect(address, 303);
  });

  app.get("/sign-in/slack", async (c) => {
    const attempt = attemptOf(c);
    deleteCookie(c, cookieName(c, "desk-attempt"), { path: "/", secure: isSecure(c) });
    const [code, state] = [c.req.query("code"), c.req.query("state")];
    if (attempt === undefined || code === undefined || state !== attempt.state) return askToSignIn(c, needs, 403, "lost");
    const admission = await needs.signIn.admit(code, { nonce: attempt.nonce, redirectUri }).catch((error: unknown) => {
      needs.log.error("sign-in not finished", error);
      return undefined;
    });
    // A code is good once, so it is begun anew.
    if (admission === undefined) return askToSignIn(c, needs, 503, "unreachable", attempt.to);
    if (admission.kind === "refused") return askToSignIn(c, needs, 403, admission, attempt.to);
    await beginSession(c, needs, admission.visitor);
    return c.redirect(attempt.to, 303);
  });
}

/** `POST /desk/sign-out`, for who has a session to end. */
export function addSignOut(app: Hono<DeskEnv>, needs: Admitting): void {
  app.post("/sign-out", (c) => {
    endSession(c);
    return askToSignIn(c, needs, 200, "ended");
  });
}

/** What this browser began; undefined when it began nothing, or long ago. */
function attemptOf(c: Context): { readonly state: string; readonly nonce: string; readonly to: string } | undefined {
  const kept = getCookie(c, cookieName(c, "desk-attempt"));
  const read = attemptSchema.safeParse(parsed(kept ?? ""));
  if (!read.success) return undefined;
  const [state, nonce, to] = read.data;
  return { state, nonce, to: withinDesk(to) };
}

/** A browser keeps what it likes. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
