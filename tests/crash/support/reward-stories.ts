import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { referralKey } from "../../../shared/adapters/dynamodb/referrals.ts";
import { rewardLink } from "../../outside/support/mailbox.ts";
import type { Outcome, Scene } from "./scene.ts";
import type { Story } from "./story.ts";

const nothing: Outcome = { effects: [], cards: 0, lines: 0, mails: 0, counted: "0 at null" };
const thanked: Outcome = { ...nothing, effects: ["reward sent", "thank sent"], mails: 1, counted: "1 at 100" };

/** The codes of all mails, as their readers see them when they claim. */
async function claimed(scene: Scene): Promise<readonly string[]> {
  const pages = scene.mails().map(async (mail) => (await scene.ask("POST", rewardLink(mail) ?? "/")).text());
  return (await Promise.all(pages)).map((page) => /<strong>([^<]*)<\/strong>/.exec(page)?.[1] ?? "none");
}

const codeOf = ({ name }: Scene): string => name.replace(/\W/g, "").toUpperCase();

/** What is promised, claimed and passed on. */
export const rewardStories: readonly Story[] = [
  {
    name: "a promoter claims what was promised",
    before: { play: (scene) => scene.post("1", 10), outcome: thanked },
    play: claimed,
    outcome: thanked,
    // Whenever they come again it is the same, and one of those that there are.
    also: { look: async (scene) => [...await claimed(scene), ...await claimed(scene)].map((code, _, all) => code === all[0] && code.startsWith("GIFT-")), outcome: [true, true] },
  },
  {
    name: "somebody has joined by a personal code",
    before: {
      play: (scene) => {
        const { table } = scene.stage.engines;
        const code = codeOf(scene);
        return table.client.send(new PutCommand({ TableName: table.name, Item: { ...referralKey(code), type: "referral", code, program: "gift", claimedAt: new Date().toISOString() } }));
      },
      outcome: nothing,
    },
    play: (scene) => scene.ask("POST", "/v1/referrals", { code: codeOf(scene), type: "signup", id: "a friend" }),
    outcome: nothing,
    also: {
      look: async (scene) => {
        const { visits, signups } = (await (await scene.ask("GET", `/v1/referrals/${codeOf(scene)}`)).json()) as { visits: number; signups: number };
        return { visits, signups };
      },
      outcome: { visits: 0, signups: 1 },
    },
  },
];
