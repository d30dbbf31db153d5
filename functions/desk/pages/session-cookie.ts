import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Session, Visitor } from "../../../shared/desk-ports.ts";
import type { Admitting } from "./looking.ts";

/** How long a visit lasts: a working day, and the evening after it. Seconds. */
const lasts = 12 * 3_600;

/** Where a browser keeps something: with TLS, where no other host and no page without TLS can have put it. */
export function cookieName(c: Context, name: string): string {
  return isSecure(c) ? `__Host-${name}` : name;
}

export function isSecure(c: Context): boolean {
  return new URL(c.req.url).protocol === "https:";
}

/** Who the browser says it is, in what we sealed; `none` when it says nothing, `bad` when that is not ours, or over. */
export async function sessionOf(c: Context, { sessions }: Pick<Admitting, "sessions">): Promise<Session | "none" | "bad"> {
  const sealed = getCookie(c, cookieName(c, "desk"));
  return sealed === undefined ? "none" : ((await sessions.open(sealed)) ?? "bad");
}

/** Begins a visit, and has the browser keep it. */
export async function beginSession(c: Context, needs: Pick<Admitting, "sessions" | "clock" | "newIdentity">, visitor: Visitor): Promise<Session> {
  const session = { id: needs.newIdentity(), visitor };
  const until = new Date(needs.clock.now().getTime() + lasts * 1_000).toISOString();
  setCookie(c, cookieName(c, "desk"), await needs.sessions.seal(session, until), { path: "/", httpOnly: true, sameSite: "Lax", secure: isSecure(c), maxAge: lasts });
  return session;
}

/** Has the browser forget the visit. */
export function endSession(c: Context): void {
  deleteCookie(c, cookieName(c, "desk"), { path: "/", secure: isSecure(c) });
}
