import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { workRestore } from "../../../infra/commands/support/restore/work-restore.ts";
import { encodeCase, encodeResponse } from "../../../shared/adapters/dynamodb/codec.ts";
import { dynamoLedger } from "../../../shared/adapters/dynamodb/ledger.ts";
import type { Table } from "../../../shared/adapters/dynamodb/table.ts";
import { caseWith, effectWith, responseWith } from "../../support/domain.ts";
import { putEffects } from "../../support/planned.ts";
import { tableEngine } from "../../support/table.ts";

const newTable = tableEngine();
const clock = { now: () => new Date("2026-11-22T12:00:00.000Z") };
const silent = { show: () => undefined, end: () => undefined };
const put = ({ client, name }: Table, Item: object) => client.send(new PutCommand({ TableName: name, Item }));

/** A table beside what is put into it, in its order, and what happens just before. */
function watched({ name, client }: Table, before: () => Promise<unknown> = () => Promise.resolve()) {
  const kinds: unknown[] = [];
  const send = async (command: { input: { Item?: Record<string, unknown> } }) => {
    if (command instanceof PutCommand) {
      await before();
      kinds.push([command.input.Item?.["type"], ...(command.input.Item?.["asleep"] === true ? ["asleep"] : [])].join(" "));
    }
    return client.send(command as never);
  };
  return { table: { name, client: { send } as unknown as Table["client"] }, kinds };
}

it("puts back a response when its plan is there, and wakes the plan when all else is there", async () => {
  const [backup, live] = [await newTable(), await newTable()];
  for (const at of [1, 2, 3, 4, 5, 6]) {
    const id = `rsp_${at}`;
    await putEffects(backup, effectWith({ id: `${id}.follow_up`, responseId: id }));
    await put(backup, encodeResponse(responseWith({}, { id })));
    await put(backup, encodeCase(caseWith({ id: `case_${at}` })));
  }
  const { table, kinds } = watched(live);
  const restoring = { place: "here", live: table, backup, clock, progress: silent };
  const said = await workRestore({ from: backup.name, write: true }, restoring);
  const six = (kind: string) => Array<string>(6).fill(kind);
  expect(kinds).toEqual([...six("case"), ...six("plan asleep"), ...six("response"), ...six("plan")]);
  expect(said).toMatch(/plan, to be looked up +6/);
  const { effects: due } = await dynamoLedger(live).due(clock.now().toISOString(), 10);
  expect(due.map(({ state }) => state)).toEqual(six("unknown"));
  expect(await workRestore({ from: backup.name, write: true }, restoring)).toContain("there is nothing to put back");
});

it("leaves a plan that has moved since it was put back", async () => {
  const [backup, live] = [await newTable(), await newTable()];
  const effect = effectWith();
  await putEffects(backup, effect);
  const { table } = watched(live, async () => {
    await dynamoLedger(live).sent([{ ...effect, attempts: 1 }], "2026-11-22T12:00:01.000Z", {}).catch(() => undefined);
  });
  await workRestore({ from: backup.name, write: true }, { place: "here", live: table, backup, clock, progress: silent });
  expect((await dynamoLedger(live).find(effect.id))?.state).toBe("sent");
});

it("leaves what somebody has written between the look and the put", async () => {
  const [backup, live] = [await newTable(), await newTable()];
  const slot = { pk: "slot#a", sk: "slot", type: "slot", holder: "rsp_1.thank" };
  await put(backup, slot);
  const { table } = watched(live, () => put(live, { ...slot, holder: "rsp_2.thank" }));
  const said = await workRestore({ from: backup.name, write: true }, { place: "here", live: table, backup, clock, progress: silent });
  expect(said).toContain("there is nothing to put back");
  const { Item } = await live.client.send(new GetCommand({ TableName: live.name, Key: { pk: "slot#a", sk: "slot" } }));
  expect(Item?.["holder"]).toBe("rsp_2.thank");
});
