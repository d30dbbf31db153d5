import { expect, it } from "vitest";
import { followUp } from "../../../functions/follow-up/follow-up.ts";
import { dynamoPlans } from "../../../shared/adapters/dynamodb/plans.ts";
import { dynamoResponses } from "../../../shared/adapters/dynamodb/responses.ts";
import { dynamoSuppressions } from "../../../shared/adapters/dynamodb/suppressions.ts";
import { tableDefinition } from "../../../shared/adapters/dynamodb/table-definition.ts";
import { memoryTable } from "../../../shared/adapters/memory/memory-table.ts";
import { workCase } from "../../../shared/casework/work-case.ts";
import { plan } from "../../../shared/domain/plan.ts";
import type { SuppressionReason } from "../../../shared/domain/suppression.ts";
import { historyWith, policyWith, responseWith } from "../../support/domain.ts";
import { followingOver } from "./following.ts";

const noon = "2026-11-21T12:00:00.000Z";

/** A reply that Mia has sent off to the person of a case, and a go at it. */
async function world() {
  const table = memoryTable({ definition: tableDefinition });
  const policy = policyWith();
  const needs = followingOver(table, policy, () => noon);
  const { cases, ledger, mails, suppressions } = { ...needs, suppressions: dynamoSuppressions(table) };
  const response = responseWith();
  const history = historyWith(response);
  await dynamoResponses(table).insert(response);
  await dynamoPlans(table).commit(plan(response, history, policy), response, history);
  await workCase(needs, "case_1", { type: "contact", how: "email", message: "Hello Lin, it is mended." }, { actor: "U0MIA", source: "slack" });
  const reply = (await ledger.ofResponse("rsp_1")).find(({ kind }) => kind === "reply")!;
  const go = () => followUp(needs, { effectId: reply.id, kind: "reply", responseId: "rsp_1", notBefore: noon });
  return { go, mails, suppressions, fate: async () => (await ledger.find(reply.id))!, history: async () => (await cases.find("case_1"))!.timeline };
}

it("a reply goes to the customer as it was written", async () => {
  const { go, mails, fate } = await world();
  await go();
  expect(mails).toMatchObject([{ to: "lin@acme.example", text: expect.stringContaining("it is mended") as string }]);
  expect(await fate()).toMatchObject({ state: "sent" });
});

it.each<[SuppressionReason, RegExp]>([
  ["unsubscribed", /its reader has unsubscribed from our mails\. Contact the customer another way\.$/],
  ["bounced", /mail to this address bounced before\. Contact the customer another way\.$/],
  ["complained", /its reader called an earlier one spam\. Contact the customer another way\.$/],
  ["suppressed", /on your list of those that are not written to\. Contact the customer another way\.$/],
])("a reply to somebody who is %s since Send was pressed is not sent, and the case says so once", async (reason, said) => {
  const { go, mails, fate, history, suppressions } = await world();
  await suppressions.add("pseudonym-of-lin@acme.example", reason, noon);
  for (let times = 0; times < 2; times += 1) await go();
  expect(mails).toEqual([]);
  expect(await fate()).toMatchObject({ state: "cancelled", detail: reason });
  const notes = (await history()).filter(({ type }) => type === "note");
  expect(notes).toMatchObject([{ actor: "afterscore", note: expect.stringMatching(/^The message was not sent: /) as string }]);
  expect(notes[0]?.["note"]).toMatch(said);
});
