import { type Context, Hono } from "hono";
import { requestId } from "../../shared/runtime/problem.ts";
import { answersTo } from "./answers.ts";
import { ended, lookOnly, tryLater, unknownLink } from "./notes.ts";
import { pageHeaders } from "./page-headers.ts";
import { closed } from "./recovery.ts";
import { readerBehind } from "./reader.ts";
import type { Visiting } from "./visiting.ts";

/** The pages behind the links in our mails. Looking at one changes nothing: mail scanners look first. */
export function visitApp(needs: Visiting): Hono {
  const app = new Hono();
  app.use(requestId());
  app.use(pageHeaders());
  const answer = (c: Context) => visit(needs, c, c.req.param("token") ?? "");
  app.get("/m/:token", answer);
  app.post("/m/:token", answer);
  app.all("/m/:token", answer);
  app.notFound((c) => unknownLink(needs, c));
  app.onError((error, c) => {
    needs.log.error("page failed", error);
    return tryLater(needs, c);
  });
  return app;
}

async function visit(needs: Visiting, c: Context, token: string): Promise<Response> {
  const reading = await needs.readLink(token);
  if (reading.kind === "forged") return unknownLink(needs, c);
  const { GET, POST } = answersTo(needs, c, reading.payload);
  const answer = { GET, HEAD: GET, POST }[c.req.method];
  if (answer !== undefined && reading.kind === "valid") return answer();
  const reader = await readerBehind(needs, c, reading.payload.effectId);
  if (answer === undefined) return lookOnly(needs, c, reader, POST === undefined ? "GET, HEAD" : "GET, HEAD, POST");
  return reading.payload.purpose === "recovery" ? closed(needs, c, reader) : ended(needs, c, reader);
}
