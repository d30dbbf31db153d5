import { describe, expect, it } from "vitest";
import { actingAs } from "./acting-as.ts";
import { runningWorkspace } from "./running-workspace.ts";
import { type Behaviour, stubApp } from "./stub-app.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

const NOTE = { type: "input", block_id: "note", optional: true, label: plain("Note"), element: { type: "plain_text_input", action_id: "text", multiline: true } };
const RESOLVE = {
  type: "modal", callback_id: "case.resolve", private_metadata: "case_1", notify_on_close: true,
  title: plain("Resolve"), submit: plain("Save"), close: plain("Not now"),
  blocks: [
    { type: "input", block_id: "cause", label: plain("Cause"), hint: plain("What was behind it"), element: { type: "static_select", action_id: "pick", options: [option("bug"), option("price")] } },
    { type: "input", block_id: "who", label: plain("Owner"), element: { type: "users_select", action_id: "pick", initial_user: "U0JONAS" } },
    NOTE,
  ],
};

const json = (body: object): Response => Response.json(body);

/** A workspace whose app opens that modal when the only button of the only message is clicked. */
const withModal = async (view: object = RESOLVE, answer: Behaviour["interaction"] = () => undefined) => {
  let open = (_trigger: string): Promise<unknown> => Promise.resolve();
  const app = await stubApp({
    interaction: async (payload) => {
      if (payload.container?.["type"] !== "message") return answer(payload);
      await open(payload.trigger_id ?? "");
      return undefined;
    },
  });
  const running = await runningWorkspace({ interactionsUrl: app.interactionsUrl });
  open = (trigger) => running.slack.views.open({ trigger_id: trigger, view: view as never });
  const { ts } = await running.slack.chat.postMessage({
    channel: running.channel, text: "x",
    blocks: [{ type: "actions", block_id: "case", elements: [{ type: "button", action_id: "resolve", text: plain("Resolve") }] }] as never,
  });
  const mia = actingAs(running.pages, "U0MIA");
  const openModal = () => mia.click(running.channel, ts!, "case", "resolve");
  await openModal();
  return { ...running, app, mia, openModal, jonas: actingAs(running.pages, "U0JONAS"), sent: () => app.interactions.at(-1)! };
};

describe("a modal", () => {
  it("is shown to the person who clicked, and to nobody else", async () => {
    const { mia, jonas } = await withModal();
    const modal = await mia.modal();
    for (const part of ["Resolve</h2>", "Cause</label>", "What was behind it", "(optional)", 'value="U0JONAS" selected', "Not now</button>", "Save</button>"]) expect(modal).toContain(part);
    expect(await jonas.modal()).toBe("");
    expect(await mia.read("cs-enterprise")).toContain("<dialog");
  });

  it("is submitted signed, with everything typed in Slack's shape, and closes on an empty answer", async () => {
    const { mia, app, sent } = await withModal();
    expect((await mia.submit({ "in/cause/pick": "bug", "in/note/text": "two\r\nlines" })).status).toBe(303);
    expect(sent()).toMatchObject({
      type: "view_submission", user: { id: "U0MIA", team_id: "T0LOCAL" }, team: { id: "T0LOCAL" }, api_app_id: "A0LOCAL", response_urls: [],
      view: {
        type: "modal", callback_id: "case.resolve", private_metadata: "case_1", root_view_id: sent().view!.id, previous_view_id: null,
        title: plain("Resolve"),
        state: {
          values: {
            cause: { pick: { type: "static_select", selected_option: option("bug") } },
            who: { pick: { type: "users_select", selected_user: "U0JONAS" } },
            note: { text: { type: "plain_text_input", value: "two\nlines" } },
          },
        },
      },
    });
    expect(app.unsigned).toEqual([]);
    expect(await mia.modal()).toBe("");
  });

  it("is not submitted before it is filled in", async () => {
    const { mia, app } = await withModal();
    await mia.submit({ "in/note/text": "typed" });
    expect(app.interactions.map(({ type }) => type)).toEqual(["block_actions"]);
    const modal = await mia.modal();
    expect(modal).toContain("Please complete this required field.");
    expect(modal).toContain("typed</textarea>");
  });

  it("shows the app's errors beside the inputs and keeps what was typed", async () => {
    let errors: Record<string, string> = { note: "Say more" };
    const { mia } = await withModal(RESOLVE, ({ type }) => (type === "view_submission" && Object.keys(errors).length > 0 ? json({ response_action: "errors", errors }) : undefined));
    await mia.submit({ "in/cause/pick": "price", "in/note/text": "no" });
    const modal = await mia.modal();
    expect(modal).toMatch(/aria-invalid="true"[^>]*>no<\/textarea><p class="error"[^>]*>Say more/);
    expect(modal).toContain('value="price" selected');
    errors = {};
    await mia.submit({ "in/note/text": "no, really" });
    expect(await mia.modal()).toBe("");
  });

  it("is updated, covered by another, and cleared as the app answers", async () => {
    const later = (title: string) => ({ type: "modal", title: plain(title), submit: plain("On"), blocks: [NOTE] });
    const answers = [json({ response_action: "update", view: later("Second") }), json({ response_action: "push", view: later("Third") }), undefined, json({ response_action: "clear" })];
    const { mia, sent } = await withModal({ ...later("First"), notify_on_close: true }, () => answers.shift());
    await mia.submit({ "in/note/text": "kept over the update" });
    expect(await mia.modal()).toMatch(/Second<\/h2>[\s\S]*kept over the update/);
    const root = sent().view!.id;
    await mia.submit();
    expect(await mia.modal()).toContain("Third</h2>");
    await mia.submit();
    expect(sent().view).toMatchObject({ root_view_id: root, previous_view_id: root });
    expect(await mia.modal()).toContain("Second</h2>");
    await mia.submit();
    expect(await mia.modal()).toBe("");
  });

  it.each<[string, () => Response | Promise<Response>, string]>([
    ["fails", () => new Response(null, { status: 500 }), "It answered HTTP 500."],
    ["is slow", () => new Promise((resolve) => setTimeout(() => { resolve(new Response(null)); }, 3_500)), "It took longer than 3 seconds."],
    ["answers what is no answer", () => new Response("hello"), "cannot be obeyed"],
    ["answers errors about no input", () => json({ response_action: "errors", errors: { nowhere: "x" } }), "no input block nowhere"],
    ["answers a view that breaks a limit", () => json({ response_action: "update", view: { ...RESOLVE, title: plain("x".repeat(25)) } }), "must be less than 25 characters"],
  ])("stays open and says so when the app %s", async (_when, answer, says) => {
    const { mia } = await withModal(RESOLVE, answer);
    await mia.submit({ "in/cause/pick": "bug", "in/note/text": "not lost" });
    const modal = await mia.modal();
    expect(modal).toContain("We had some trouble connecting. Try again?");
    expect(modal).toContain(says);
    expect(modal).toContain("not lost</textarea>");
  });

  it("tells the app that it was closed when it asked for that", async () => {
    const { mia, sent, app, openModal } = await withModal();
    await mia.close();
    expect(sent()).toMatchObject({ type: "view_closed", is_cleared: false, user: { id: "U0MIA" }, view: { callback_id: "case.resolve" } });
    expect(await mia.modal()).toBe("");
    await openModal();
    await mia.close({ all: "1" });
    expect(sent()).toMatchObject({ type: "view_closed", is_cleared: true });
    const quiet = await withModal({ ...RESOLVE, notify_on_close: false });
    await quiet.mia.close();
    expect(quiet.app.interactions.map(({ type }) => type)).toEqual(["block_actions"]);
    expect(app.unsigned).toEqual([]);
  });

  it("sends clicks and choices inside it with all that was typed so far", async () => {
    const view = {
      type: "modal", title: plain("Assign"), submit: plain("Assign"),
      blocks: [
        NOTE,
        { type: "actions", block_id: "act", elements: [{ type: "button", action_id: "again", text: plain("Again"), value: "1" }, { type: "static_select", action_id: "kind", options: [option("a"), option("b")] }] },
      ],
    };
    const { mia, sent } = await withModal(view);
    const id = /data-view="([^"]+)"/.exec(await mia.modal())![1]!;
    await mia.clickIn(id, "act", "kind", { "in/note/text": "half", "in/act/kind": "b" });
    expect(sent()).toMatchObject({
      type: "block_actions", container: { type: "view", view_id: id }, trigger_id: expect.any(String),
      actions: [{ type: "static_select", action_id: "kind", block_id: "act", selected_option: option("b") }],
      view: { id, state: { values: { note: { text: { value: "half" } }, act: { kind: { selected_option: option("b") } } } } },
    });
    expect(sent()).not.toHaveProperty("response_url");
    await mia.clickIn(id, "act", "again");
    expect(sent().actions).toMatchObject([{ type: "button", value: "1", action_id: "again" }]);
    expect(await mia.modal()).toMatch(/half<\/textarea>[\s\S]*value="b" selected/);
  });

  it("belongs to one person: others can neither submit nor close it", async () => {
    const { mia, jonas } = await withModal();
    const id = /data-view="([^"]+)"/.exec(await mia.modal())![1]!;
    for (const path of ["submit", "close"]) expect((await jonas.post(path, { id })).status).toBe(404);
    expect(await mia.modal()).toContain("Resolve</h2>");
  });

  it("can be opened three deep and no deeper, and one opened anew takes the place of all", async () => {
    const { slack, workspace, mia } = await withModal();
    const view = { type: "modal", title: plain("On top"), blocks: [] } as never;
    const push = () => slack.views.push({ trigger_id: workspace.grants.issueTrigger("U0MIA"), view });
    await push();
    await push();
    await expect(push()).rejects.toMatchObject({ data: { error: "push_limit_reached" } });
    await mia.close();
    await mia.close();
    expect(await mia.modal()).toContain("Resolve</h2>");
    await slack.views.open({ trigger_id: workspace.grants.issueTrigger("U0MIA"), view });
    await mia.close();
    expect(await mia.modal()).toBe("");
  });
});

const field = (element: object, more: object = {}) => ({ type: "input", block_id: "b", label: plain("Label"), element: { action_id: "a", ...element }, ...more });

describe("an input", () => {
  it.each<[string, object, string[], object]>([
    ["plain_text_input", {}, ["hello"], { value: "hello" }],
    ["email_text_input", {}, ["a@b.example"], { value: "a@b.example" }],
    ["url_text_input", {}, ["https://x.example"], { value: "https://x.example" }],
    ["number_input", { is_decimal_allowed: false }, ["12"], { value: "12" }],
    ["static_select", { option_groups: [{ label: plain("One"), options: [option("a")] }, { label: plain("Two"), options: [option("b")] }] }, ["b"], { selected_option: option("b") }],
    ["multi_static_select", { options: [option("a"), option("b"), option("c")] }, ["", "a", "c"], { selected_options: [option("a"), option("c")] }],
    ["users_select", {}, ["U0MIA"], { selected_user: "U0MIA" }],
    ["multi_users_select", {}, ["", "U0MIA", "U0PRIYA"], { selected_users: ["U0MIA", "U0PRIYA"] }],
    ["channels_select", {}, ["C0CSALERTS"], { selected_channel: "C0CSALERTS" }],
    ["conversations_select", {}, ["C0CSALERTS"], { selected_conversation: "C0CSALERTS" }],
    ["datepicker", {}, ["2026-11-21"], { selected_date: "2026-11-21" }],
    ["timepicker", { timezone: "Europe/Berlin" }, ["09:30"], { selected_time: "09:30", timezone: "Europe/Berlin" }],
    ["datetimepicker", {}, ["2026-11-21T09:30"], { selected_date_time: new Date("2026-11-21T09:30").getTime() / 1000 }],
    ["checkboxes", { options: [option("a"), option("b")] }, ["", "b"], { selected_options: [option("b")] }],
    ["radio_buttons", { options: [option("a"), option("b")] }, ["a"], { selected_option: option("a") }],
  ])("of type %s is shown, and sent as Slack sends it", async (type, more, values, expected) => {
    const { mia, sent } = await withModal({ type: "modal", title: plain("One"), submit: plain("Save"), blocks: [field({ type, ...more })] });
    expect(await mia.modal()).toContain('name="in/b/a"');
    await mia.submit(values.map((value) => ["in/b/a", value] as const));
    expect(sent().type).toBe("view_submission");
    expect(sent().view!.state.values["b"]!["a"]).toEqual({ type, ...expected });
  });

  it.each<[string, object, object, Record<string, string>]>([
    ["nothing", { type: "plain_text_input" }, { value: null }, {}],
    ["the text it began with", { type: "plain_text_input", initial_value: "x" }, { value: "x" }, {}],
    ["no choice", { type: "static_select", options: [option("a")] }, { selected_option: null }, {}],
    ["the choice it began with", { type: "radio_buttons", options: [option("a")], initial_option: option("a") }, { selected_option: option("a") }, {}],
    ["the checks it began with", { type: "checkboxes", options: [option("a"), option("b")], initial_options: [option("b")] }, { selected_options: [option("b")] }, {}],
    ["no checks once they were taken away", { type: "checkboxes", options: [option("a")], initial_options: [option("a")] }, { selected_options: [] }, { "in/b/a": "" }],
    ["the moment it began with", { type: "datetimepicker", initial_date_time: 1_795_246_200 }, { selected_date_time: 1_795_246_200 }, {}],
  ])("that nobody has to fill in holds %s", async (_what, element, expected, fields) => {
    const { mia, sent } = await withModal({ type: "modal", title: plain("One"), submit: plain("Save"), blocks: [field(element, { optional: true })] });
    await mia.submit(fields);
    expect(sent().view!.state.values["b"]!["a"]).toMatchObject(expected);
  });

  it.each<[object, string, string]>([
    [{ type: "plain_text_input", min_length: 3 }, "ab", "Please enter at least 3 characters."],
    [{ type: "plain_text_input", max_length: 3 }, "abcd", "Please enter at most 3 characters."],
    [{ type: "plain_text_input" }, "x".repeat(3001), "Please enter at most 3000 characters."],
    [{ type: "email_text_input" }, "nobody", "Please enter a valid email address."],
    [{ type: "url_text_input" }, "nowhere", "Please enter a valid URL."],
    [{ type: "number_input", is_decimal_allowed: false }, "1.5", "Please enter a whole number."],
    [{ type: "number_input", is_decimal_allowed: true, min_value: "2" }, "1.5", "Please enter 2 or more."],
    [{ type: "number_input", is_decimal_allowed: true, max_value: "2" }, "2.5", "Please enter 2 or less."],
  ])("is refused before the app hears of it: %j with %.9s", async (element, value, says) => {
    const { mia, app } = await withModal({ type: "modal", title: plain("One"), submit: plain("Save"), blocks: [field(element)] });
    await mia.submit({ "in/b/a": value });
    expect(await mia.modal()).toContain(says);
    expect(app.interactions.map(({ type }) => type)).toEqual(["block_actions"]);
  });
});
