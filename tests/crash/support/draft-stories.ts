import { TEAM } from "../../../infra/local/slack/directory.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { type Message, saying, slackOf } from "../../outside/support/slack.ts";
import { sendFromSlack } from "./from-slack.ts";
import type { Outcome, Scene } from "./scene.ts";
import type { Story } from "./story.ts";
import { untilThere } from "./until-there.ts";

const minute = 60_000;
const mia = { user: { id: "U0MIA", team_id: TEAM.id }, team: { id: TEAM.id } };
const nothing: Outcome = { effects: [], cards: 0, lines: 0, mails: 0, counted: "0 at null" };
const shown: Outcome = { ...nothing, effects: ["draft sent", "follow_up planned"], cards: 1, counted: "1 at 0" };
const sent: Outcome = { ...shown, effects: ["draft sent", "follow_up sent", "verdict sent", "verdict sent"], mails: 1 };
const thanked: Outcome = { ...nothing, effects: ["reward sent", "thank sent"], mails: 1, counted: "1 at 100" };

/** A time zone whose clocks now show this hour. */
function zoneAt(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12;
  // Names of this kind count to the west.
  return `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
}

/** Somebody answers from where it is now that hour. */
const answers = (scene: Scene, score: number, hour: number) =>
  scene.post("1", score, { respondent: { id: scene.name, email: scene.email, timeZone: zoneAt(hour) } });
const passive = (scene: Scene) => answers(scene, 8, 10);

const wordsOn = ({ blocks }: Message) => JSON.stringify(blocks);
const actionOn = (card: Message, name: string) => new RegExp(`"action_id":"draft\\.${name}"[^}]*}[^}]*"value":"([^"]+)"`).exec(wordsOn(card))?.[1];

/** What stands in the channel of a draft. */
function cardsOf(scene: Scene): Promise<readonly Message[]> {
  const { slack, slackUrl } = scene.stage.engines;
  const workspace = slackOf({ slack: { apiUrl: slackUrl, token: slack.token, signingSecret: "", defaultChannel: slack.defaultChannel.id } });
  return workspace.history().then((messages) => saying(messages, scene.name));
}

const sends = (scene: Scene, payload: object) =>
  untilThere(scene, "answer of Slack's", async () => {
    const isTaken = await sendFromSlack(scene.stage, "interactions", new URLSearchParams({ payload: JSON.stringify({ ...mia, ...payload }) }).toString());
    return isTaken ? isTaken : undefined;
  });

/** Clicks a button of the draft as soon as it is shown; what Slack says has not worked is clicked again. */
async function clicks(scene: Scene, name: "send" | "edit" | "discard"): Promise<void> {
  const { slack } = scene.stage.engines;
  const [ts, value] = await untilThere(scene, "draft", async () => {
    const [card] = await cardsOf(scene);
    const found = card && actionOn(card, name);
    return card === undefined || found === undefined ? undefined : [card.ts, found];
  });
  const click = { type: "block_actions", channel: { id: slack.defaultChannel.id }, message: { ts }, actions: [{ action_id: `draft.${name}`, value }] };
  await sends(scene, { ...click, trigger_id: slack.grants.issueTrigger(mia.user.id) });
}

/** Changes the draft in its dialog, and has it sent so. */
async function rewrites(scene: Scene, words: string): Promise<void> {
  const { views } = scene.stage.engines.slack;
  views.clear(mia.user.id);
  await clicks(scene, "edit");
  const view = views.stackOf(mia.user.id).at(-1);
  if (view === undefined) throw new Error("no dialog was opened");
  await sends(scene, { type: "view_submission", view: { ...view.sent, id: view.id, state: { values: { subject: { value: { value: "In my words" } }, message: { value: { value: words } } } } } });
}

/** What became of a draft, as its card tells it, and how often the mail says what somebody has typed instead. */
async function lookAtDraft(scene: Scene) {
  const told = (await cardsOf(scene)).map((card) => ({
    tells: /Not sent yet|Approved|Sent|Discarded/.exec(wordsOn(card))?.[0],
    isEdited: wordsOn(card).includes("with changes"),
    isOpen: actionOn(card, "send") !== undefined,
  }));
  return { told, typed: scene.mails().filter(({ text }) => text.includes(typed)).length };
}
const typed = "Nobody but a person writes so.";
const closed = (tells: string, isEdited = false) => [{ tells, isEdited, isOpen: false }];

/** Waits until the message of a scene has been put off to the morning. */
async function isHeld(scene: Scene): Promise<true> {
  const { table } = scene.stage.engines;
  return untilThere(scene, "message that is put off", async () => {
    const found = await dynamoResponses(table).find(scene.ids()[0] ?? "");
    const ahead = found?.effects.map(({ notBefore }) => Date.parse(notBefore) - Date.now()) ?? [];
    return ahead.length > 0 && ahead.every((ms) => ms > 60 * minute) ? true : undefined;
  });
}

/** So much time passes, however little of it did when the functions were killed meanwhile. */
async function passes({ stage }: Scene, ms: number): Promise<void> {
  const end = Date.now() + ms;
  while (Date.now() < end) await stage.pass(end - Date.now());
}

/** Messages that wait: for somebody who approves them, or for the morning. */
export const draftStories: readonly Story[] = [
  {
    name: "a passive whose draft is shown, and sent as it is",
    rule: "patient",
    play: async (scene) => {
      await passive(scene);
      await clicks(scene, "send");
    },
    outcome: sent,
    also: { look: lookAtDraft, outcome: { told: closed("Sent"), typed: 0 } },
  },
  {
    name: "a draft that is edited and sent",
    rule: "patient",
    before: { play: passive, outcome: shown },
    play: (scene) => rewrites(scene, `Hello,\n\n${typed}`),
    outcome: sent,
    also: { look: lookAtDraft, outcome: { told: closed("Sent", true), typed: 1 } },
  },
  {
    name: "a draft that is discarded",
    rule: "patient",
    before: { play: passive, outcome: shown },
    play: (scene) => clicks(scene, "discard"),
    outcome: { ...shown, effects: ["draft sent", "follow_up cancelled: discarded", "verdict sent"] },
    also: { look: lookAtDraft, outcome: { told: closed("Discarded"), typed: 0 } },
  },
  {
    // It is planned by day; then they say that they are where it is night when its time has come.
    name: "a message that is due at night, and goes in the morning",
    rule: "patient",
    before: { play: (scene) => answers(scene, 10, 10), outcome: { ...thanked, effects: ["reward planned", "thank planned"], mails: 0 } },
    play: async (scene) => {
      await answers(scene, 10, 4);
      await passes(scene, 31 * minute);
      await isHeld(scene);
      if (scene.mails().length > 0) throw new Error("it went at night");
      await passes(scene, 4 * 60 * minute);
    },
    outcome: thanked,
  },
];
