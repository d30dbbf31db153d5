import type { Context, Hono } from "hono";
import { viewAccount } from "../../../../shared/domain/account.ts";
import { localDay } from "../../../../shared/domain/local-time.ts";
import type { Accounts, Responses } from "../../../../shared/ports.ts";
import { addressOf } from "../address.ts";
import type { DeskEnv } from "../desk-env.ts";
import { framed } from "../frame.tsx";
import { allowed } from "../guard.tsx";
import { lookThrough } from "../look-through.ts";
import type { Admitting } from "../looking.ts";
import { refusal } from "../refusal.tsx";
import { commonWords } from "../words.ts";
import { tableOf } from "./csv.ts";
import { holdsWords } from "./find-words.ts";
import { ResponseList } from "./list-page.tsx";
import { ResponseDetails } from "./one-page.tsx";
import { personIn } from "./person.ts";
import { type Question, questionOf, questionSchema } from "./question.ts";
import { responsesWords } from "./words.ts";

/** What the pages of responses need of the world. */
export type ShowingResponses = Admitting & {
  readonly responses: Pick<Responses, "list" | "find">;
  readonly accounts: Pick<Accounts, "find">;
};

/** How long one search for words goes on before it says how far it has come. */
const patience = { portion: 200, enough: 50, most: 600 } as const;

/** `GET /desk/responses`, as a table for spreadsheets too, and `GET /desk/responses/{id}`. */
export function addResponses(app: Hono<DeskEnv>, needs: ShowingResponses): void {
  const ask = questionOf(questionSchema(needs.policy.timeZone));
  const foreign = (c: Context<DeskEnv>) => refusal(c, needs, "badQuery", 400, [{ pointer: "/cursor", detail: "must be the 'cursor' of this list's page before; leave it out to begin with the newest" }]);

  app.get("/responses", allowed(needs, "see customers"), async (c) => {
    const asked = ask(c);
    if (!asked.ok) return refusal(c, needs, "badQuery", 400, asked.errors);
    const found = await listed(needs, asked.value);
    if (found === "foreign cursor") return foreign(c);
    const onlooker = c.get("onlooker");
    const title = commonWords[onlooker.language].pages.responses;
    return c.html(framed({
      onlooker,
      at: "responses",
      title,
      address: addressOf(c),
      elsewhere: needs.elsewhere,
      children: <><h1>{title}</h1><ResponseList question={asked.value} found={found} onlooker={onlooker} /></>,
    }));
  });

  app.get("/responses.csv", allowed(needs, "export"), async (c) => {
    const asked = ask(c);
    if (!asked.ok) return refusal(c, needs, "badQuery", 400, asked.errors);
    const table = await tableOf(needs.responses, asked.value.query, asked.value.words);
    if (table === "foreign cursor") return foreign(c);
    const today = localDay(needs.clock.now().getTime(), needs.policy.timeZone);
    const name = `responses-${today}${table.hasMore ? `-first-${table.rows}` : ""}.csv`;
    const headers = { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${name}"` };
    return c.body(table.text, 200, table.hasMore ? { ...headers, "X-Truncated": "true" } : headers);
  });

  app.get("/responses/:id", allowed(needs, "see customers"), async (c) => {
    const id = c.req.param("id");
    const found = /^[\w-]{1,128}$/.test(id) ? await needs.responses.find(id) : undefined;
    if (found === undefined) return refusal(c, needs, "notFound", 404);
    const { body } = found.response;
    const known = body.account === undefined ? undefined : await needs.accounts.find(body.account.id);
    const onlooker = c.get("onlooker");
    const title = responsesWords[onlooker.language].title(personIn(body));
    return c.html(framed({
      onlooker,
      at: "responses",
      title,
      address: addressOf(c),
      elsewhere: needs.elsewhere,
      children: <><h1>{title}</h1><ResponseDetails found={found} account={known && viewAccount(known)} onlooker={onlooker} /></>,
    }));
  });
}

/** A page of what was asked for: one of the store's, or as many as it takes to find words. */
async function listed({ responses }: ShowingResponses, { query, words }: Question) {
  if (words !== undefined) return lookThrough(responses, query, patience, (items) => items.filter(holdsWords(words)));
  const page = await responses.list(query);
  return page === "foreign cursor" ? page : { ...page, lookedThrough: page.items.length };
}
