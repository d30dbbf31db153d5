import { describe, expect, it, onTestFinished } from "vitest";
import { slackViews } from "../../shared/adapters/slack/slack-views.ts";
import { serveWorkspace } from "../shared/adapters/slack/workspace.ts";

const text = (words: string) => ({ type: "plain_text", text: words });
const blocks = [{ type: "section", text: text("How did it end?") }];
const modal = { type: "modal", callback_id: "case.resolve", title: text("Resolve"), blocks };

async function open() {
  const slack = await serveWorkspace();
  onTestFinished(() => { slack.close(); });
  return { ...slack, views: slackViews({ token: slack.token, apiUrl: slack.apiUrl }) };
}

describe("views over Slack", () => {
  it("open a dialog for whoever clicked, once a click", async () => {
    const { views, workspace } = await open();
    const trigger = workspace.grants.issueTrigger("U0MIA");
    expect(await views.open(trigger, modal)).toBe(true);
    expect(workspace.views.stackOf("U0MIA").map(({ sent }) => sent["callback_id"])).toEqual(["case.resolve"]);
    expect(await views.open(trigger, modal)).toBe(false);
  });

  it("say that it was too late for a dialog, and throw when it is none", async () => {
    const { views, workspace, clock } = await open();
    const trigger = workspace.grants.issueTrigger("U0MIA");
    await expect(views.open(trigger, { type: "modal" })).rejects.toThrow("Slack did not open a dialog");
    const late = workspace.grants.issueTrigger("U0MIA");
    clock.at += 3_001;
    expect(await views.open(late, modal)).toBe(false);
    expect(workspace.views.stackOf("U0MIA")).toEqual([]);
  });

  it("put another view in a dialog's place, and say when it is closed", async () => {
    const { views, workspace } = await open();
    await views.open(workspace.grants.issueTrigger("U0MIA"), modal);
    const [dialog] = workspace.views.stackOf("U0MIA");
    expect(await views.update(dialog!.id, { ...modal, callback_id: "case.other" })).toBe(true);
    expect(workspace.views.stackOf("U0MIA").map(({ sent }) => sent["callback_id"])).toEqual(["case.other"]);
    await expect(views.update(dialog!.id, { type: "modal" })).rejects.toThrow("Slack did not update a dialog");
    workspace.views.close(dialog!.id);
    expect(await views.update(dialog!.id, modal)).toBe(false);
  });

  it("show somebody's home as it was shown last, and nobody's", async () => {
    const { views, workspace } = await open();
    await views.showHome("U0MIA", { type: "home", blocks: [] });
    await views.showHome("U0MIA", { type: "home", blocks });
    expect(workspace.views.homeOf("U0MIA")?.sent).toMatchObject({ blocks });
    await expect(views.showHome("U0NOBODY", { type: "home", blocks })).rejects.toThrow("user_not_found");
  });
});
