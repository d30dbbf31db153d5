import type { Watched } from "./functions.ts";

/** What is granted and rarely needed: the lane may not come by here. */
const rare: readonly (readonly [grant: string, why: string])[] = [
  ["alert sqs:SendMessage on afterscore-dev-alerts.fifo", "a lane wakes itself when it is not done in time"],
  ["desk dynamodb:DeleteItem on the table", "a mail that somebody has sent again frees its place first"],
  ["follow-up dynamodb:DeleteItem on the table", "a mail that was refused frees its place"],
  ["roll-up sqs:SendMessage on afterscore-dev-stream-failures", "Lambda gives up a batch"],
  ["route dynamodb:DeleteItem on the table", "an answer of somebody who is just being erased is erased as well"],
  ["route secretsmanager:GetSecretValue on afterscore/dev/pseudonyms", "somebody was erased within the minute"],
  ["route sqs:SendMessage on afterscore-dev-stream-failures", "Lambda gives up a batch"],
];

/**
 * What is to be said of the roles: what was denied, and, after everything was tried, what is granted and
 * was not needed, and what is excused here and no longer granted.
 */
export function verdict(functions: readonly Watched[], everythingWasTried: boolean): { readonly wrong: boolean; readonly lines: readonly string[] } {
  const denied = functions.flatMap(({ name, guard }) => guard.denied().map((need) => `DENIED: ${name} may not ${need}`));
  const excused = rare.map(([grant]) => grant);
  const ofAll = (which: "granted" | "unused") =>
    functions.flatMap(({ name, guard }) => guard[which]().map((grant) => `${name} ${grant.replace(/table\/[^/ ]+/, "the table")}`));
  const granted = ofAll("granted");
  const idle = [
    ...ofAll("unused").filter((grant) => !excused.includes(grant)).map((grant) => `GRANTED FOR NOTHING: ${grant}`),
    ...excused.filter((grant) => !granted.includes(grant)).map((grant) => `EXCUSED FOR NOTHING: ${grant}`),
  ];
  const lines = everythingWasTried ? [...denied, ...idle] : denied;
  return { wrong: lines.length > 0, lines: lines.length > 0 ? lines : [`roles: ${functions.length} functions may do what they did, and nothing else`] };
}
