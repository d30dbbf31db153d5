import { recoveryLink } from "../../outside/support/mailbox.ts";
import type { Outcome, Scene } from "./scene.ts";
import type { Story } from "./story.ts";
import { teamOf } from "./team.ts";
import { untilThere } from "./until-there.ts";

const oneCase: Outcome = { effects: ["alert sent", "follow_up sent", "task sent"], cards: 1, lines: 0, mails: 1, counted: "1 at -100" };
const account = (scene: Scene) => ({ id: scene.name, name: "Acme", mrr: 9, owner: { email: "mia@us.example" } });

/** What the customer says of how their case ended. */
export const recoveryStories: readonly Story[] = [
  {
    name: "a customer is asked whether it was made right, and says so",
    rule: "asking",
    before: { play: (scene) => scene.post("1", 3, { account: account(scene) }), outcome: oneCase },
    play: async (scene) => {
      await teamOf(scene).does({ type: "resolve", outcome: "recovered", rootCause: "bug" });
      const link = await untilThere(scene, "question", () => Promise.resolve(scene.mails().map(recoveryLink).find((found) => found !== undefined)));
      const answer = await scene.ask("POST", link, new URLSearchParams({ score: "5", comment: `said by ${scene.name}` }), { "Content-Type": "application/x-www-form-urlencoded" });
      if (answer.status !== 200) throw new Error(`not taken: ${answer.status}`);
    },
    // The line that tells of the answer belongs to the answer.
    outcome: { ...oneCase, effects: ["alert sent", "follow_up sent", "note sent", "recovery sent", "task sent"], lines: 2, mails: 2 },
    also: {
      look: async (scene) => {
        const listed = (await (await scene.ask("GET", `/v1/responses?respondent=${scene.name}`)).json()) as { items: { about?: string; score: number; revision: number }[] };
        return listed.items.flatMap(({ about, score, revision }) => (about === undefined ? [] : [{ score, revision }]));
      },
      outcome: [{ score: 5, revision: 1 }],
    },
  },
];
