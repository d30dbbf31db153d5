import type { Context } from "hono";
import type { Mistake } from "../../../shared/runtime/problem.ts";
import type { DeskEnv } from "./desk-env.ts";
import { framed } from "./frame.tsx";
import type { Admitting } from "./looking.ts";
import { addressOf } from "./address.ts";
import { commonWords } from "./words.ts";

/** A page that says in words why there is nothing else to see. */
export function refusal(c: Context<DeskEnv>, { elsewhere }: Pick<Admitting, "elsewhere">, why: "notFound" | "forbidden" | "staleForm" | "failed" | "badQuery", status: 400 | 403 | 404 | 503, mistakes: readonly Mistake[] = []): Response | Promise<Response> {
  const onlooker = c.get("onlooker");
  const words = commonWords[onlooker.language];
  return c.html(framed({
    onlooker,
    title: words[why].title,
    address: addressOf(c),
    elsewhere,
    children: (
      <>
        <h1>{words[why].title}</h1>
        <p>{words[why].text}</p>
        {mistakes.length === 0 ? null : <ul>{mistakes.map(({ pointer, detail }) => <li>{`${pointer.slice(1)}: ${detail}`}</li>)}</ul>}
        <p><a href="/desk">{words.pages.overview}</a></p>
      </>
    ),
  }), status);
}
