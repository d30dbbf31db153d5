import { shownName } from "../../../../shared/chat/mrkdwn.ts";
import type { ResponseBody } from "../../../../shared/domain/response.ts";

/** What people call who answered: by name, else by address, else by the sender's id. */
export function personIn({ respondent: { name, email, id } }: ResponseBody): string {
  return [shownName(name), email, id].find((said) => said !== undefined && said.trim() !== "") ?? "";
}

/** What people call an account; undefined where there is none. */
export function accountIn({ account }: ResponseBody): string | undefined {
  return account === undefined ? undefined : (shownName(account.name) ?? account.id);
}
