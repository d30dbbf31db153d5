import { describe, expect, it, onTestFinished } from "vitest";
import { type StartOptions, forget, launch, newHome, start } from "../../../outside/support/process.ts";
import { appToken, botToken, fakeSlack, signingSecret } from "./fake-slack.ts";

const bot = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret };

function home(): string {
  const folder = newHome();
  onTestFinished(() => { forget(folder); });
  return folder;
}

/** Starts what cannot start, and answers what it said about it. */
async function refused(env: NonNullable<StartOptions["env"]>): Promise<string> {
  const { exited, printed } = launch({ home: home(), env });
  expect(await exited).toBe(1);
  expect(printed()).not.toMatch(/^\s+at /m); // A sentence, not a stack.
  expect(printed()).not.toContain("ready");
  return printed();
}

describe("npm start with a real workspace", () => {
  it("answers its commands, clicks and events by the deployed code, and lets go of it at Ctrl-C", async () => {
    const slack = await fakeSlack();
    const app = await start({ home: home(), env: { ...bot, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slack.apiUrl } });
    try {
      await slack.connected(1);
      expect(app.printed()).not.toContain("SLACK_APP_TOKEN");
      const person = { id: "U0MIA", username: "mia", team_id: "T0LOCAL" };
      const command = slack.send(
        "slash_commands",
        { command: "/afterscore", text: "help", user_id: person.id, channel_id: slack.workspace.defaultChannel.id, team_id: "T0LOCAL", trigger_id: "1.2.3", response_url: "https://hooks.slack.com/commands/1" },
        { accepts_response_payload: true },
      );
      expect((await slack.answerTo(command)).payload).toMatchObject({ response_type: "ephemeral" });
      const event = slack.send("events_api", { type: "event_callback", team_id: "T0LOCAL", event_id: "Ev1", event: { type: "app_home_opened", user: person.id, channel: "D0MIA", tab: "messages", event_ts: "1.2" } });
      const click = slack.send("interactive", { type: "block_actions", user: person, team: { id: "T0LOCAL" }, trigger_id: "1.2.3", actions: [] });
      expect((await Promise.all([slack.answerTo(event), slack.answerTo(click)])).map(({ payload }) => payload)).toEqual([{}, {}]);
      expect(await app.interrupt()).toBe(0);
      await slack.connected(0);
    } finally {
      await app.kill();
    }
  });

  it("says in one line that nothing comes back from it without the app token, and what to do", async () => {
    const slack = await fakeSlack();
    const app = await start({ home: home(), env: { ...bot, SLACK_API_URL: slack.apiUrl.replace(/\/$/, "") } });
    await app.kill();
    expect(app.printed()).toMatch(/^! SLACK_APP_TOKEN is not set: .*clicks.*do not reach this machine.*docs\/slack\.md.*$/m);
    expect(slack.asked()).toBe(0);
  });

  it("ends where the app token is refused, and does not repeat it", async () => {
    const slack = await fakeSlack();
    const said = await refused({ ...bot, SLACK_APP_TOKEN: "xapp-1-refused", SLACK_API_URL: slack.apiUrl });
    expect(said).toMatch(/^Slack does not take the app token: .*invalid_auth.*SLACK_APP_TOKEN/m);
    expect(said).not.toContain("xapp-1-refused");
  });

  it.each([
    [{ SLACK_APP_TOKEN: appToken }, "SLACK_APP_TOKEN is set and SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET are not"],
    [{ SLACK_BOT_TOKEN: botToken }, "SLACK_BOT_TOKEN is set and SLACK_SIGNING_SECRET is not"],
    [{ SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken }, "SLACK_SIGNING_SECRET is set and SLACK_BOT_TOKEN is not"],
  ])("does not begin with %o alone", async (env, said) => {
    expect(await refused(env)).toContain(said);
  });
});
