import { describe, expect, it } from "vitest";
import { actingAs } from "./acting-as.ts";
import { runningWorkspace } from "./running-workspace.ts";
import { type Behaviour, stubApp } from "./stub-app.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

const withApp = async (behaviour: Behaviour = {}) => {
  const app = await stubApp(behaviour);
  const running = await runningWorkspace({ interactionsUrl: app.interactionsUrl });
  return { ...running, app, mia: actingAs(running.pages, "U0MIA"), jonas: actingAs(running.pages, "U0JONAS") };
};

describe("the app's Home", () => {
  const home = (text: string) => ({
    type: "home", private_metadata: "m",
    blocks: [{ type: "section", block_id: "s", text: plain(text), accessory: { type: "button", action_id: "go", text: plain("Go"), value: "7" } }],
  });

  it("is announced to the app when it is opened, and shows what the app publishes", async () => {
    let publish = (_user: string): Promise<unknown> => Promise.resolve();
    const { mia, jonas, app, slack } = await withApp({
      event: async ({ event }) => {
        await publish(event.user);
        return undefined;
      },
    });
    publish = (user) => slack.views.publish({ user_id: user, view: home(`Hello ${user}`) as never });
    expect(await mia.read("app/home")).toContain("Nothing here yet");
    const opened = await mia.openHome();
    expect([opened.status, opened.headers.get("location")]).toEqual([303, "/local/slack/app/home?as=U0MIA"]);
    expect(app.events).toMatchObject([{
      type: "event_callback", team_id: "T0LOCAL", api_app_id: "A0LOCAL", event_id: expect.stringMatching(/^Ev/), event_time: expect.any(Number),
      event: { type: "app_home_opened", user: "U0MIA", channel: "D0MIA", tab: "home" },
    }]);
    expect(app.events[0]!.event).not.toHaveProperty("view");
    expect(await mia.read("app/home")).toContain("Hello U0MIA");
    expect(await jonas.read("app/home")).toContain("Nothing here yet");
    await mia.openHome();
    expect(app.events[1]!.event).toMatchObject({ view: { type: "home", private_metadata: "m" } });
    expect(app.unsigned).toEqual([]);
  });

  it("has buttons that work, for its person", async () => {
    const { mia, jonas, app, slack } = await withApp();
    const { view } = await slack.views.publish({ user_id: "U0MIA", view: home("x") as never });
    expect((await mia.clickIn(view!.id!, "s", "go", { at: "app/home" })).headers.get("location")).toBe("/local/slack/app/home?as=U0MIA");
    expect(app.interactions).toMatchObject([{
      type: "block_actions", container: { type: "view", view_id: view!.id }, view: { id: view!.id, type: "home" },
      actions: [{ action_id: "go", value: "7" }],
    }]);
    expect((await jonas.clickIn(view!.id!, "s", "go")).status).toBe(404);
  });

  it("says so when the app does not take a click", async () => {
    const { mia, slack } = await withApp({ interaction: () => new Response(null, { status: 502 }) });
    const { view } = await slack.views.publish({ user_id: "U0MIA", view: home("x") as never });
    await mia.clickIn(view!.id!, "s", "go");
    expect(await mia.read("app/home")).toContain("It answered HTTP 502.");
  });
});

describe("what one types below a channel", () => {
  const texts = async ({ slack, channel }: Awaited<ReturnType<typeof withApp>>) =>
    (await slack.conversations.history({ channel })).messages!.map(({ user, text }) => [user, text]);

  it("is a message of the acting person, in the channel or in a thread", async () => {
    const running = await withApp();
    const { mia, jonas, slack, channel } = running;
    await mia.say(channel, "<!channel> & *hello*");
    const [parent] = (await slack.conversations.history({ channel })).messages!;
    expect([parent!.user, parent!.text]).toEqual(["U0MIA", "&lt;!channel&gt; &amp; *hello*"]);
    await jonas.say(channel, "in the thread", parent!.ts);
    const { messages } = await slack.conversations.replies({ channel, ts: parent!.ts! });
    expect(messages!.map(({ user, text }) => [user, text])[1]).toEqual(["U0JONAS", "in the thread"]);
    expect(messages![1]).toMatchObject({ parent_user_id: "U0MIA" });
    expect(await mia.read()).toContain("&lt;!channel&gt; &amp; <b>hello</b>");
  });

  it("goes to the app when it begins with its command", async () => {
    const running = await withApp();
    const { mia, channel, app } = running;
    await mia.say(channel, "/afterscore  mine open ");
    expect(app.commands).toEqual([{
      token: expect.any(String), team_id: "T0LOCAL", team_domain: "afterscore-local", channel_id: channel, channel_name: "cs-alerts",
      user_id: "U0MIA", user_name: "mia", command: "/afterscore", text: "mine open", api_app_id: "A0LOCAL", is_enterprise_install: "false",
      response_url: expect.stringMatching(/\/local\/slack\/response\//), trigger_id: expect.any(String),
    }]);
    expect(app.unsigned).toEqual([]);
    expect(await texts(running)).toEqual([]);
  });

  it.each<[string, () => Response | Promise<Response>, string]>([
    ["privately unless told otherwise", () => Response.json({ text: "for *you*" }), "for <b>you</b>"],
    ["with blocks", () => Response.json({ response_type: "ephemeral", blocks: [{ type: "header", text: plain("Yours") }] }), "Yours</h3>"],
    ["as plain text", () => new Response("just words"), "just words"],
    ["with what Slack cannot show", () => Response.json({ blocks: [{ type: "confetti" }] }), "`/afterscore` failed with the error".replaceAll(/`(.*?)`/g, "<code>$1</code>")],
    ["with a failure", () => new Response(null, { status: 500 }), "failed with the error &quot;dispatch_failed&quot;"],
    ["late", () => new Promise((resolve) => setTimeout(() => { resolve(new Response("x")); }, 3_500)), "failed with the error &quot;operation_timeout&quot;"],
  ])("is answered %s, for nobody else to see", async (_how, command, says) => {
    const running = await withApp({ command });
    await running.mia.say(running.channel, "/afterscore");
    expect(await running.mia.read()).toContain(says);
    expect(await running.jonas.read()).not.toContain("Only visible to you");
    expect(await texts(running)).toEqual([]);
  });

  it("is answered in the channel when the app says so, with what was typed", async () => {
    const running = await withApp({ command: () => Response.json({ response_type: "in_channel", text: "NPS 40, n = 200" }) });
    await running.mia.say(running.channel, "/afterscore scores");
    expect(await texts(running)).toEqual([["U0BOT", "NPS 40, n = 200"], ["U0MIA", "/afterscore scores"]]);
  });

  it("can open a modal, and be answered later", async () => {
    const { mia, slack, app, channel } = await withApp();
    await mia.say(channel, "/afterscore");
    const { trigger_id: trigger, response_url: url } = app.commands[0]!;
    await slack.views.open({ trigger_id: trigger!, view: { type: "modal", title: plain("From a command"), blocks: [] } as never });
    expect(await mia.modal()).toContain("From a command");
    const later = await fetch(url!, { method: "POST", body: JSON.stringify({ text: "at last" }) });
    expect(later.status).toBe(200);
    expect(await mia.read()).toContain("at last");
    expect((await fetch(url!, { method: "POST", body: JSON.stringify({ text: "x", replace_original: true }) })).status).toBe(400);
  });

  it("is refused when it is no command here, or not in threads", async () => {
    const running = await withApp();
    const { mia, channel, slack, app } = running;
    const { ts } = await slack.chat.postMessage({ channel, text: "parent" });
    await mia.say(channel, "/giphy cats");
    await mia.say(channel, "/afterscore", ts);
    const page = await mia.read();
    expect(page).toContain("<code>/giphy</code> is not a valid command.");
    expect(page).toContain("<code>/afterscore</code> is not supported in threads.");
    expect(app.commands).toEqual([]);
  });
});

describe("choices in a message", () => {
  it("work beside a section and among actions, and are remembered for the one who chose", async () => {
    const { slack, channel, mia, jonas, app } = await withApp();
    const { ts } = await slack.chat.postMessage({
      channel, text: "x",
      blocks: [
        { type: "section", block_id: "s", text: plain("Who?"), accessory: { type: "users_select", action_id: "who", placeholder: plain("Assign to") } },
        { type: "actions", block_id: "a", elements: [
          { type: "static_select", action_id: "pick", options: [option("a"), option("b")] },
          { type: "datepicker", action_id: "day", initial_date: "2026-11-21" },
          { type: "button", action_id: "done", text: plain("Done") },
        ] },
      ] as never,
    });
    await mia.click(channel, ts!, "s", "who", { "in/s/who": "U0PRIYA", "in/a/pick": "", "in/a/day": "2026-11-21" });
    await mia.click(channel, ts!, "a", "pick", { "in/a/pick": "b" });
    await mia.click(channel, ts!, "a", "done");
    expect(app.interactions.map(({ actions }) => actions![0])).toMatchObject([
      { type: "users_select", action_id: "who", block_id: "s", selected_user: "U0PRIYA" },
      { type: "static_select", action_id: "pick", selected_option: option("b") },
      { type: "button", action_id: "done" },
    ]);
    expect(app.interactions[2]).toMatchObject({
      state: { values: { s: { who: { selected_user: "U0PRIYA" } }, a: { pick: { selected_option: option("b") }, day: { selected_date: "2026-11-21" } } } },
    });
    expect(await mia.read()).toContain('value="U0PRIYA" selected');
    expect(await jonas.read()).not.toContain('value="U0PRIYA" selected');
  });

  it("have ids also when the app gave none", async () => {
    const { slack, channel, mia, app } = await withApp();
    const { ts, message } = await slack.chat.postMessage({
      channel, text: "x", blocks: [{ type: "actions", elements: [{ type: "button", text: plain("Go") }] }] as never,
    });
    const [{ block_id: block, elements }] = message!.blocks as [{ block_id: string; elements: { action_id: string }[] }];
    await mia.click(channel, ts!, block, elements[0]!.action_id);
    expect(app.interactions[0]!.actions).toMatchObject([{ block_id: block, action_id: elements[0]!.action_id }]);
  });
});

describe("people", () => {
  it("go away and come back, and the API says so also after a restart", async () => {
    const { mia, slack, file } = await withApp();
    const profileOf = async (user: string) => (await slack.users.info({ user })).user?.profile;
    await mia.post("away", { away: "yes" });
    expect(await profileOf("U0MIA")).toMatchObject({ status_text: "Away", status_emoji: ":palm_tree:", email: "mia@us.example" });
    expect(await profileOf("U0JONAS")).toMatchObject({ status_text: "", status_emoji: "" });
    expect(await mia.read()).toContain("Set yourself back");
    const again = await runningWorkspace({ file });
    expect((await again.slack.users.lookupByEmail({ email: "mia@us.example" })).user?.profile?.status_text).toBe("Away");
    await mia.post("away", { away: "no" });
    expect(await profileOf("U0MIA")).toMatchObject({ status_text: "", status_emoji: "" });
  });

  it("see how much of a direct message they have not read", async () => {
    const { slack, mia, jonas } = await withApp();
    const { channel } = await slack.conversations.open({ users: "U0MIA" });
    await slack.chat.postMessage({ channel: channel!.id!, text: "one" });
    await slack.chat.postMessage({ channel: "U0MIA", text: "two" });
    expect(await mia.read()).toContain('aria-label="2 unread"');
    expect(await jonas.read()).not.toContain(' unread"');
    expect(await mia.read("D0MIA")).toContain("two");
    expect(await mia.read()).not.toContain('aria-label="2 unread"');
  });

  it("belong to groups that can be asked for", async () => {
    const { slack } = await withApp();
    expect((await slack.usergroups.list({ include_users: true })).usergroups).toMatchObject([{ id: "S0CSM", handle: "csm", users: ["U0MIA", "U0JONAS"] }]);
    expect((await slack.usergroups.users.list({ usergroup: "S0CSM" })).users).toEqual(["U0MIA", "U0JONAS"]);
  });
});
