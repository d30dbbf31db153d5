import type { Outcome } from "./scene.ts";
import type { Story } from "./story.ts";

const nothing: Outcome = { effects: [], cards: 0, lines: 0, mails: 0, counted: "0 at null" };
const oneCase: Outcome = { effects: ["alert sent", "follow_up sent", "task sent"], cards: 1, lines: 0, mails: 1, counted: "1 at -100" };

/** What success leads ask for, and what they are told. */
export const figureStories: readonly Story[] = [
  {
    name: "people are invited, and told of twice",
    play: async (scene) => {
      const body = { survey: { id: scene.name }, count: 120, id: scene.name };
      // The second comes with a key, which from now on belongs to it as well.
      await scene.ask("POST", "/v1/invitations", body);
      await scene.ask("POST", "/v1/invitations", body, { "Idempotency-Key": scene.name });
    },
    outcome: nothing,
    also: { look: async (scene) => ((await (await scene.ask("GET", `/v1/invitations?survey=${scene.name}`)).json()) as { total: number }).total, outcome: 120 },
  },
  {
    name: "somebody asks how well the loop is closed",
    before: { play: (scene) => scene.post("1", 3, { account: { id: scene.name, mrr: 9, currency: "USD", owner: { email: scene.email } } }), outcome: oneCase },
    play: (scene) => scene.ask("GET", `/v1/loop?owner=${scene.email}`),
    outcome: oneCase,
    also: {
      look: async (scene) => {
        const { total } = (await (await scene.ask("GET", `/v1/loop?owner=${scene.email}`)).json()) as { total: { opened: number; recovery: object; mrrAtRisk: object } };
        return [total.opened, total.recovery, total.mrrAtRisk];
      },
      outcome: [1, { detractors: 1, answeredAgain: 0, recovered: 0, share: null }, { amount: 9, currency: "USD", accounts: 1, cases: 1, unknown: 0 }],
    },
  },
];
