import { recoveryLink } from "../../outside/support/mailbox.ts";
import type { Outcome, Scene } from "./scene.ts";
import type { Story } from "./story.ts";
import { teamOf } from "./team.ts";
import { untilThere } from "./until-there.ts";

const oneCase: Outcome = { effects: ["alert sent", "follow_up sent", "task sent"], cards: 1, lines: 0, mails: 1, counted: "1 at -100" };
const account = (scene: Scene) => ({ id: scene.name, name: "Acme", mrr: 9, owner: { email: "mia@us.example" } });

type Listed = { readonly items: readonly { readonly id: string; readonly about?: string; readonly score: number; readonly revision: number; readonly caseId?: string }[] };

/** What the customer has said of the end of their case. */
async function saidBy(scene: Scene): Promise<Listed["items"]> {
  const { items } = (await (await scene.ask("GET", `/v1/responses?respondent=${scene.name}`)).json()) as Listed;
  const said = items.filter(({ about }) => about !== undefined);
  for (const { id } of said) scene.owns(id);
  return said;
}

/** The case is resolved, its customer is asked, and answers so, one after the other. */
async function answered(scene: Scene, scores: readonly number[]): Promise<void> {
  await teamOf(scene).does({ type: "resolve", outcome: "recovered", rootCause: "bug" });
  const link = await untilThere(scene, "question", () => Promise.resolve(scene.mails().map(recoveryLink).find((found) => found !== undefined)));
  for (const [seen, score] of scores.entries()) {
    const form = new URLSearchParams({ score: String(score), comment: `said by ${scene.name}`, seen: String(seen) });
    const answer = await scene.ask("POST", link, form, { "Content-Type": "application/x-www-form-urlencoded" });
    if (answer.status !== 200) throw new Error(`not taken: ${answer.status}`);
  }
  await saidBy(scene);
}

const before = { play: (scene: Scene) => scene.post("1", 3, { account: account(scene) }), outcome: oneCase };
const asked: Outcome = { ...oneCase, effects: ["alert sent", "follow_up sent", "note sent", "recovery sent", "task sent"], mails: 2 };

/** What the customer says of how their case ended. */
export const recoveryStories: readonly Story[] = [
  {
    name: "a customer is asked whether it was made right, and says so",
    rule: "asking",
    before,
    play: (scene) => answered(scene, [5]),
    // The line that tells of the answer belongs to the answer.
    outcome: { ...asked, lines: 2 },
    also: { look: async (scene) => (await saidBy(scene)).map(({ score, revision }) => ({ score, revision })), outcome: [{ score: 5, revision: 1 }] },
  },
  {
    name: "a customer says that it was made right, and then that it was not",
    rule: "asking",
    before,
    play: (scene) => answered(scene, [5, 1]),
    // A card of its own, and in the thread of the first what they said each time.
    outcome: { ...asked, cards: 2, lines: 3 },
    also: {
      look: async (scene) => {
        const said = await saidBy(scene);
        const cases = (await (await scene.ask("GET", `/v1/cases?account=${scene.name}`)).json()) as { items: { state: string }[] };
        return { said: said.map(({ score, revision }) => ({ score, revision })), cases: cases.items.map(({ state }) => state).sort() };
      },
      outcome: { said: [{ score: 1, revision: 2 }], cases: ["open", "resolved"] },
    },
  },
];
