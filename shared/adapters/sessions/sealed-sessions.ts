import { createHmac, hkdfSync } from "node:crypto";
import { SignJWT, errors, jwtVerify } from "jose";
import * as z from "zod/mini";
import type { Session, Sessions } from "../../desk-ports.ts";
import type { Clock } from "../../ports.ts";

/** What sessions are sealed with, newest first: the first one seals, any of them opens. At least 16 characters each. */
export type SessionKeys = () => Promise<readonly string[]>;

/** There is no key to seal with. */
class NoKey extends Error {
  override readonly name = "NoKey";
}

const algorithm = "HS256";
/** Whose seal it is, and for whom: nothing else that is ever sealed with these keys is a session. */
const bounds = { issuer: "afterscore-desk", audience: "afterscore-desk-session" };

const sealedSchema = z.object({ jti: z.string().check(z.minLength(1)), sub: z.string().check(z.minLength(1)), name: z.string(), email: z.optional(z.string()) });

/**
 * Sessions that browsers keep, as a JSON Web Token that is signed and not encrypted: who holds it can read who they are.
 *
 * A new key takes its place before the older ones, which open what was sealed with them. The tokens of forms are
 * always made from the first key, so a form that was on the screen while the key was changed is refused once, and is
 * good when its page has been loaded again. Processes that hold their keys for a while need that while to agree.
 */
export function sealedSessions({ keys, clock }: { readonly keys: SessionKeys; readonly clock: Clock }): Sessions {
  const newest = async () => {
    const [key] = await keys();
    if (key === undefined) throw new NoKey("sessions cannot be sealed: there is no key");
    return key;
  };
  return {
    seal: async ({ id, visitor: { id: subject, ...said } }, until) =>
      new SignJWT({ ...said })
        .setProtectedHeader({ alg: algorithm })
        .setIssuer(bounds.issuer)
        .setAudience(bounds.audience)
        .setJti(id)
        .setSubject(subject)
        .setExpirationTime(Math.floor(Date.parse(until) / 1000))
        .sign(derived(await newest(), "seal")),
    open: async (sealed) => {
      for (const key of await keys()) {
        const session = await openedWith(key, sealed, clock.now());
        if (session !== undefined) return session;
      }
      return undefined;
    },
    formToken: async ({ id }) => createHmac("sha256", derived(await newest(), "form")).update(id).digest("base64url"),
  };
}

async function openedWith(key: string, sealed: string, now: Date): Promise<Session | undefined> {
  try {
    const { payload } = await jwtVerify(sealed, derived(key, "seal"), { ...bounds, algorithms: [algorithm], requiredClaims: ["exp"], currentDate: now });
    const read = sealedSchema.safeParse(payload);
    return read.success ? sessionOf(read.data) : undefined;
  } catch (error) {
    // Forged, changed, over, or nothing of the kind: a browser may send anything.
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function sessionOf({ jti, sub, name, email }: z.infer<typeof sealedSchema>): Session {
  return { id: jti, visitor: { id: sub, name, ...(email === undefined ? {} : { email }) } };
}

/** A key of its own for each use, so that what one of them signs is no use for another. 32 bytes. */
function derived(key: string, use: "seal" | "form"): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", key, "", `afterscore-desk-${use}-1`, 32));
}
