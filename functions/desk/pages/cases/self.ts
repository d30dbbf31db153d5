import { isSlackUser } from "../../../../shared/domain/case.ts";
import type { Visitor } from "../../../../shared/desk-ports.ts";

/** By what somebody owns cases: their Slack id, else their address; undefined when they have neither, as on a laptop. */
export function selfOf({ id, email }: Visitor): string | undefined {
  return isSlackUser(id) ? id : email;
}

/** Every name by which somebody may own a case. */
export function namesOfSelf({ id, email }: Visitor): readonly string[] {
  return [id, ...(email === undefined ? [] : [email])];
}
