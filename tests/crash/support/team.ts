import { setTimeout as sleep } from "node:timers/promises";
import { TEAM } from "../../../infra/local/slack/directory.ts";
import { dynamoCases } from "../../../shared/adapters/dynamodb/cases.ts";
import type { Case, CaseEvent } from "../../../shared/domain/case.ts";
import { saying, slackOf } from "../../outside/support/slack.ts";
import { sendFromSlack } from "./from-slack.ts";
import type { Scene } from "./scene.ts";

/** Who works cases in these stories. */
const mia = "U0MIA";
/** A field of a dialog as it comes back. */
type Field = { readonly value: string } | { readonly selected_user: string } | { readonly selected_option: { readonly value: string } };

/** What the team does with the one case of a scene, as people do: what Slack says has not worked is done again. */
export function teamOf(scene: Pick<Scene, "name" | "ids" | "ask" | "stage">) {
  const { table, slack, slackUrl } = scene.stage.engines;
  const workspace = slackOf({ slack: { apiUrl: slackUrl, token: slack.token, signingSecret: "", defaultChannel: slack.defaultChannel.id } });
  const who = { user: { id: mia, team_id: TEAM.id }, team: { id: TEAM.id } };
  let asked = 0;
  const caseId = () => (scene.ids()[0] ?? "").replace(/^rsp_/, "case_");
  const find = async (): Promise<Case> => {
    const found = await dynamoCases(table).find(caseId());
    if (found === undefined) throw new Error(`there is no ${caseId()}`);
    return found;
  };
  const again = async (work: () => Promise<boolean>): Promise<void> => {
    for (let tries = 0; tries < 400; tries += 1) {
      if (await work()) return;
      await sleep(25);
    }
    throw new Error("Slack gets no answer");
  };
  const form = (payload: object) => new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const click = (actionId: string, value: string) => {
    const trigger = slack.grants.issueTrigger(mia);
    const [channel, message] = [{ id: slack.defaultChannel.id }, { ts: "1.000001" }];
    return sendFromSlack(scene.stage, "interactions", form({ type: "block_actions", ...who, trigger_id: trigger, channel, message, actions: [{ action_id: actionId, value }] }));
  };
  return {
    /** Through the API, once: what is not answered is asked again under its key. */
    does: async (event: CaseEvent): Promise<void> => {
      asked += 1;
      const answer = await scene.ask("POST", `/v1/cases/${caseId()}/events`, event, { "Idempotency-Key": `${scene.name}-${asked}` });
      if (answer.status !== 200) throw new Error(`${event.type}: ${answer.status} ${await answer.text()}`);
    },
    acknowledges: () => again(() => click("case.acknowledge", caseId())),
    /** Chooses something of a card that asks for more, and fills in what it asks. */
    fillsIn: async (actionId: "case.resolve" | "case.more", wish: string, fields: Readonly<Record<string, Field>>): Promise<void> => {
      slack.views.clear(mia);
      await again(() => click(actionId, `${wish}${caseId()}`));
      const view = slack.views.stackOf(mia).at(-1);
      if (view === undefined) throw new Error("no dialog was opened");
      const values = Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, { value }]));
      await again(() => sendFromSlack(scene.stage, "interactions", form({ type: "view_submission", ...who, view: { ...view.sent, id: view.id, state: { values } } })));
    },
    opensHome: () => {
      const event = { type: "event_callback", team_id: TEAM.id, event: { type: "app_home_opened", user: mia, tab: "home" } };
      return again(() => sendFromSlack(scene.stage, "events", JSON.stringify(event), "application/json"));
    },
    asksFor: (text: string) =>
      again(() => sendFromSlack(scene.stage, "commands", new URLSearchParams({ command: "/afterscore", text, user_id: mia, team_id: TEAM.id }).toString())),
    /** Waits until time, which passes by the minute, has brought the case so far. */
    waitsUntil: async (is: (subject: Case) => boolean): Promise<void> => {
      for (let minutes = 0; minutes < 15; minutes += 1) {
        const subject = await dynamoCases(table).find(caseId());
        if (subject !== undefined && is(subject)) return;
        await scene.stage.pass();
        await sleep(50);
      }
      throw new Error("time brings nothing");
    },
    /** How the case stands, what is told of it, and how often somebody was told alone. */
    look: async () => {
      const { state, timeline, owner } = await find();
      const direct = await workspace.history(slack.channels.openDirect(mia).channel.id);
      return { state, owner: owner?.slackUserId, told: timeline.map(({ type, step }) => (typeof step === "string" ? `${type} ${step}` : type)), nudges: saying(direct, scene.name).length };
    },
  };
}
