import type { Outcome, Scene } from "./scene.ts";
import type { Story } from "./story.ts";
import { teamOf } from "./team.ts";

const minute = 60_000;
const lines = (count: number) => Array.from({ length: count }, () => "note sent");
const oneCase: Outcome = { effects: ["alert sent", "follow_up sent", "task sent"], cards: 1, lines: 0, mails: 1, counted: "1 at -100" };
const detractor = (scene: Scene) => scene.post("1", 3, { account: { id: scene.name, name: "Acme", mrr: 9, owner: { email: "mia@us.example" } } });
const critical = (scene: Scene) => scene.post("1", 0, { account: { id: scene.name, name: "Acme", mrr: 9_000, owner: { email: "mia@us.example" } } });
const after = (count: number, more: readonly string[] = []): Outcome => ({ ...oneCase, effects: ["alert sent", "follow_up sent", ...lines(count), ...more, "task sent"], lines: count });

const joined: Outcome = { ...oneCase, effects: ["alert sent", "alert sent", "follow_up cancelled: frequency cap", "follow_up sent", "task sent", "task sent"], lines: 1, counted: "2 at -100" };

/** What people and time do with a case. */
export const teamStories: readonly Story[] = [
  {
    name: "a case is worked through the API, and sleeps in between",
    before: { play: detractor, outcome: oneCase },
    play: async (scene) => {
      const team = teamOf(scene);
      await team.does({ type: "acknowledge" });
      await team.does({ type: "note", note: "They cannot export." });
      await team.does({ type: "contact", how: "call" });
      await team.does({ type: "snooze", until: new Date(Date.now() + minute).toISOString() });
      await team.waitsUntil(({ timeline }) => timeline.some(({ type }) => type === "wake"));
      await team.does({ type: "resolve", outcome: "recovered", rootCause: "bug" });
      await team.does({ type: "reopen" });
    },
    outcome: after(7),
    also: {
      look: (scene) => teamOf(scene).look(),
      outcome: { state: "open", owner: undefined, told: ["open", "acknowledge", "note", "contact", "snooze", "wake", "resolve", "reopen"], nudges: 0 },
    },
  },
  {
    name: "a case is worked in Slack, and its customer is written to",
    before: { play: detractor, outcome: oneCase },
    play: async (scene) => {
      const team = teamOf(scene);
      await team.acknowledges();
      await team.opensHome();
      await team.asksFor("cases");
      await team.asksFor("scores");
      await team.fillsIn("case.more", "draft:", { message: { value: `Hello, I am sorry. ${scene.name}` } });
      await team.fillsIn("case.more", "assign:", { owner: { selected_user: "U0JONAS" } });
      await team.fillsIn("case.resolve", "", { outcome: { selected_option: { value: "recovered" } }, root_cause: { selected_option: { value: "bug" } } });
    },
    outcome: { ...after(4, ["reply sent"]), mails: 2 },
    also: {
      look: (scene) => teamOf(scene).look(),
      outcome: { state: "resolved", owner: "U0JONAS", told: ["open", "acknowledge", "contact", "assign", "resolve"], nudges: 0 },
    },
  },
  {
    name: "a critical case that nobody takes in time, nor calls about",
    before: { play: critical, outcome: { ...oneCase, effects: ["alert sent", "follow_up sent", "nudge sent", "task sent"] } },
    play: async (scene) => {
      const team = teamOf(scene);
      const told = (step: string) => team.waitsUntil(({ timeline }) => timeline.some((entry) => entry["step"] === step));
      for (const [step, minutes] of [["warn", 40], ["owner", 10], ["channel", 25]] as const) {
        await scene.stage.pass(minutes * minute);
        await told(step);
      }
      await team.does({ type: "acknowledge" });
      await scene.stage.pass(3 * 24 * 60 * minute);
      await told("contact");
    },
    outcome: { ...after(4), effects: ["alert sent", "follow_up sent", ...lines(4), "nudge sent", "nudge sent", "task sent"] },
    also: {
      look: (scene) => teamOf(scene).look(),
      outcome: { state: "acknowledged", owner: undefined, told: ["open", "warn warn", "escalate owner", "escalate channel", "acknowledge", "warn contact"], nudges: 2 },
    },
  },
  {
    // Each of its answers has a look at it due: one of them rings, the other finds that it has rung.
    name: "a case that its customer has joined, and nobody takes in time",
    before: {
      play: async (scene) => {
        await detractor(scene);
        await teamOf(scene).waitsUntil(() => true);
        await scene.post("2", 5);
      },
      outcome: joined,
    },
    play: async (scene) => {
      await scene.stage.pass((6 * 60 + 5) * minute);
      await teamOf(scene).waitsUntil(({ timeline }) => timeline.some(({ type }) => type === "warn"));
    },
    outcome: { ...joined, effects: joined.effects.toSpliced(4, 0, "note sent"), lines: 2 },
  },
];
