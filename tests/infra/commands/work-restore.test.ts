import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { expect, it } from "vitest";
import { workRestore } from "../../../infra/commands/support/restore/work-restore.ts";
import { encodeEffect, encodeResponse } from "../../../shared/adapters/dynamodb/codec.ts";
import type { Table } from "../../../shared/adapters/dynamodb/table.ts";
import { effectWith, responseWith } from "../../support/domain.ts";
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
      kinds.push(command.input.Item?.["type"]);
    }
    return client.send(command as never);
  };
  return { table: { name, client: { send } as unknown as Table["client"] }, kinds };
}

it("puts back a response when its markers are there, and its effects when it is there itself", async () => {
  const [backup, live] = [await newTable(), await newTable()];
  for (const at of [1, 2, 3, 4, 5, 6]) {
    const id = `rsp_${at}`;
    await put(backup, encodeEffect(effectWith({ id: `${id}.follow_up`, responseId: id })));
    await put(backup, encodeResponse(responseWith({}, { id })));
    for (const type of ["count", "plan"]) await put(backup, { pk: id, sk: type, type, revision: 1 });
  }
  const { table, kinds } = watched(live);
  await workRestore({ from: backup.name, write: true }, { place: "here", live: table, backup, clock, progress: silent });
  const inOrder = kinds.map((kind) => (kind === "count" || kind === "plan" ? "marker" : kind));
  expect(inOrder).toEqual([...Array<string>(12).fill("marker"), ...Array<string>(6).fill("response"), ...Array<string>(6).fill("effect")]);
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
