import { DeleteCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Scene } from "./scene.ts";
import type { Story } from "./story.ts";

const dayMs = 86_400_000;
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** The day's digest is due as if nobody had looked since midnight, and has been known for long. */
async function dueAnew({ stage: { engines: { table: { client, name: TableName } } } }: Scene): Promise<void> {
  const since = new Date(Date.now() - 7 * dayMs).toISOString();
  await client.send(new PutCommand({ TableName, Item: { pk: "digest#daily", sk: "digest", type: "digest", since } }));
  await client.send(new DeleteCommand({ TableName, Key: { pk: `digest_daily_${day(Date.now())}`, sk: "plan" } }));
}

/** What is told of the scores. A digest is known again by the words of the promoter that it shows. */
export const digestStories: readonly Story[] = [
  {
    name: "a digest comes round, and shows what a promoter wrote yesterday",
    rule: "telling",
    before: {
      play: (scene) => scene.post("1", 10, { submittedAt: new Date(Date.now() - dayMs).toISOString() }),
      outcome: { effects: ["reward sent", "thank sent"], cards: 0, lines: 0, mails: 1, counted: "1 at 100" },
    },
    play: dueAnew,
    outcome: { effects: ["digest sent", "reward sent", "thank sent"], cards: 1, lines: 0, mails: 1, counted: "1 at 100" },
  },
];
