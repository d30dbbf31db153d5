import { type Context, Hono } from "hono";
import { trimTrailingSlash } from "hono/trailing-slash";
import { requestId } from "../../../shared/runtime/problem.ts";
import { sameOriginOnly } from "../../../shared/http/same-origin.ts";
import { type ShowingCases, addCases } from "./cases/cases.tsx";
import type { DeskEnv } from "./desk-env.ts";
import { guard } from "./guard.tsx";
import type { Admitting } from "./looking.ts";
import { type ShowingMessages, addMessages } from "./messages/messages.tsx";
import { type ShowingOverview, addOverview } from "./overview/overview.tsx";
import { pageHeaders } from "./page-headers.ts";
import { refusal } from "./refusal.tsx";
import { type ShowingResponses, addResponses } from "./responses/responses.tsx";
import { addSignIn, addSignOut } from "./sign-in/sign-in.ts";
import { type ShowingSetup, addSetup } from "./setup/setup.tsx";
import { addStyle } from "./style-sheet.ts";

/** What the desk's pages need of the world. */
export type DeskPages = Admitting & ShowingOverview & ShowingCases & ShowingResponses & ShowingMessages & ShowingSetup;

/** The pages people look at, to be put at `/desk`. They are made on the server and hold no script: what changes something is a form. */
export function deskPages(needs: DeskPages): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.use(requestId());
  app.use(pageHeaders());
  app.use(sameOriginOnly);
  app.use(trimTrailingSlash());
  addStyle(app);
  addSignIn(app, needs);
  app.use(guard(needs));
  addSignOut(app, needs);
  addOverview(app, needs);
  addCases(app, needs);
  addResponses(app, needs);
  addMessages(app, needs);
  addSetup(app, needs);
  app.all("*", (c) => refusal(c, needs, "notFound", 404));
  app.onError((error, c) => {
    needs.log.error("page failed", error, { request: c.res.headers.get("X-Request-Id") ?? undefined });
    // Whoever was not let in yet is told in the plainest way.
    return !isAdmitted(c) ? c.text("Not available just now. Please load this page again in a moment.", 503) : refusal(c, needs, "failed", 503);
  });
  return app;
}

/** An error may come before it is known who looks. */
function isAdmitted(c: Context<DeskEnv>): boolean {
  return "onlooker" in c.var;
}
