import * as z from "zod/mini";
import type { Views } from "../../ports.ts";
import { type SlackConnection, slackAsk } from "./ask.ts";
import { inWords } from "./outcome.ts";

const takenSchema = z.object({ ok: z.literal(true) });

/** Slack's dialogs and App Home. */
export function slackViews(connection: SlackConnection): Views {
  const ask = slackAsk(connection);
  return {
    async open(triggerId, view) {
      const answer = await ask("views.open", { trigger_id: triggerId, view }, takenSchema);
      if (answer.ok) return true;
      if (answer.failure.at === "answer" && answer.failure.code.includes("trigger")) return false;
      throw new Error(`Slack did not open a dialog: ${inWords(answer.failure)}`, { cause: answer.cause });
    },
    async update(viewId, view) {
      const answer = await ask("views.update", { view_id: viewId, view }, takenSchema);
      if (answer.ok) return true;
      if (answer.failure.at === "answer" && answer.failure.code === "not_found") return false;
      throw new Error(`Slack did not update a dialog: ${inWords(answer.failure)}`, { cause: answer.cause });
    },
    async showHome(user, view) {
      const answer = await ask("views.publish", { user_id: user, view }, takenSchema);
      if (!answer.ok) throw new Error(`Slack did not show a home: ${inWords(answer.failure)}`, { cause: answer.cause });
    },
  };
}
