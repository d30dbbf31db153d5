import { shownName } from "../../../../shared/chat/mrkdwn.ts";
import type { Owner } from "../../../../shared/domain/account.ts";
import { type Case, isErased, isSlackUser } from "../../../../shared/domain/case.ts";
import type { Onlooker } from "../desk-env.ts";
import { commonWords } from "../words.ts";
import { ifPossible } from "../if-possible.ts";
import type { ShowingCases } from "./showing-cases.ts";

/** What somebody of the team is called on a page, by the name that stands in a case. */
export type Naming = (name: string) => string;

/** So many are asked about for one page; the rest are called by their ids. */
const mostAsked = 30;

/** Finds out what people are called: by their own name, else by the address the chat knows of them, else as it stands there. */
export async function namesOf({ chat, log }: Pick<ShowingCases, "chat" | "log">, { visitor, language }: Pick<Onlooker, "visitor" | "language">, names: readonly string[]): Promise<Naming> {
  const asked = [...new Set(names)].filter((name) => isSlackUser(name) && name !== visitor.id).slice(0, mostAsked);
  const found = await Promise.all(asked.map(async (id) => [id, (await ifPossible(log, "somebody is called by their id", () => chat.member(id)))?.email] as const));
  const known = new Map(found);
  return (name) => {
    if (name === visitor.id || (name !== "" && name === visitor.email)) return visitor.name;
    if (name === "afterscore") return commonWords[language].product;
    return known.get(name) ?? name;
  };
}

/** What an owner goes by: the id the chat knows them by, unless they have a better name. */
export function nameOfOwner(owner: Owner | undefined): string | undefined {
  return shownName(owner?.name) ?? owner?.email ?? owner?.slackUserId;
}

/** Who a case is about, in one line; undefined when they were erased. */
export function personOfCase({ respondent }: Pick<Case, "respondent">): string | undefined {
  if (isErased({ respondent })) return undefined;
  return shownName(respondent.name) ?? respondent.email ?? respondent.id ?? respondent.key;
}
