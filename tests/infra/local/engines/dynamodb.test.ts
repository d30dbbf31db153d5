import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, onTestFinished, test } from "vitest";
import { startDynamoDb } from "../../../../infra/local/engines/dynamodb.ts";
import { dynamoAt } from "../clients.ts";
import { createThings, eventually, putThings, temporaryFolder } from "../support.ts";

const countRecords = (folder: string): number => {
  const database = new DatabaseSync(join(folder, "dynamodb.db"), { timeout: 5_000 });
  const row = database.prepare("SELECT COUNT(*) AS n FROM _stream_records").get();
  database.close();
  return Number(row?.["n"]);
};

const ageRecords = (folder: string, hours: number): void => {
  const database = new DatabaseSync(join(folder, "dynamodb.db"), { timeout: 5_000 });
  database.prepare("UPDATE _stream_records SET created_at = created_at - ?").run(hours * 3_600);
  database.close();
};

test("the engine ends with a parent that is killed, leaves its port and file, and loses nothing", async () => {
  const folder = await temporaryFolder();
  const parent = spawn(process.execPath, [fileURLToPath(new URL("dynamodb-parent.ts", import.meta.url)), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(parent.stdout, "data")) as [Buffer];
  const endpoint = line.toString().trim();
  const { table } = dynamoAt(endpoint);
  await createThings(table);
  await putThings(table, ["kept"]);

  const killedAt = Date.now();
  parent.kill("SIGKILL");
  await eventually(async () => {
    try {
      await fetch(endpoint);
      return false;
    } catch {
      return true;
    }
  });
  expect(Date.now() - killedAt).toBeLessThan(1_000);

  const again = await startDynamoDb({ folder, port: Number(new URL(endpoint).port) });
  onTestFinished(() => again.stop());
  const { Item } = await table.send(new GetItemCommand({ TableName: "things", Key: { pk: { S: "kept" } } }));
  expect(Item?.["type"]).toEqual({ S: "thing" });
});

test("a stop is clean and says how the engine ended", async () => {
  const engine = await startDynamoDb({ folder: await temporaryFolder() });
  await engine.stop();
  await expect(engine.exited).resolves.toEqual({ code: 0, signal: null });
  await expect(fetch(engine.endpoint)).rejects.toThrow("fetch failed");
});

test("a brand-new folder has the stream index as soon as the engine is ready", async () => {
  const folder = await temporaryFolder();
  const engine = await startDynamoDb({ folder });
  onTestFinished(() => engine.stop());
  const database = new DatabaseSync(join(folder, "dynamodb.db"), { timeout: 5_000 });
  onTestFinished(() => {
    database.close();
  });
  const plan = database
    .prepare("EXPLAIN QUERY PLAN SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'x'")
    .all();
  expect(JSON.stringify(plan)).toContain("stream_records_by_number");
});

test("a start forgets stream records of yesterday but never numbers new ones from the beginning", async () => {
  const folder = await temporaryFolder();
  const first = await startDynamoDb({ folder });
  const before = dynamoAt(first.endpoint);
  await createThings(before.table);
  await putThings(before.table, ["a", "b", "c"]);
  await first.stop();
  ageRecords(folder, 25);

  const second = await startDynamoDb({ folder });
  onTestFinished(() => second.stop());
  expect(countRecords(folder)).toBe(1);
  await putThings(dynamoAt(second.endpoint).table, ["d"]);
  const database = new DatabaseSync(join(folder, "dynamodb.db"), { timeout: 5_000 });
  const numbers = database.prepare("SELECT sequence_number AS n FROM _stream_records ORDER BY id").all();
  database.close();
  expect(numbers.map((row) => row["n"])).toEqual(["3", "4"]);
});

test("a start keeps old stream records that a consumer has yet to read", async () => {
  const folder = await temporaryFolder();
  const first = await startDynamoDb({ folder });
  const { table } = dynamoAt(first.endpoint);
  const arn = await createThings(table);
  await putThings(table, ["a", "b", "c", "d"]);
  await first.stop();
  ageRecords(folder, 48);

  const asked: string[] = [];
  const readUpTo = (stream: string): number => {
    asked.push(stream);
    return 2;
  };
  const second = await startDynamoDb({ folder, readUpTo });
  onTestFinished(() => second.stop());
  expect(countRecords(folder)).toBe(2);
  expect(asked).toEqual([arn.split(":").at(-1)]);
});

test("a platform without an engine is told so, and the way out, in one sentence", async () => {
  const locate = (name: string): string => {
    throw new Error(`Cannot find module ${name}`);
  };
  await expect(startDynamoDb({ folder: await temporaryFolder(), locate })).rejects.toThrow(
    `There is no embedded DynamoDB engine for ${process.platform}-${process.arch}: set AWS_ENDPOINT_URL_DYNAMODB to the address of a DynamoDB engine of your own.`,
  );
});

test("a port that is taken fails the start with the engine's own words", async () => {
  const squatter = createServer();
  squatter.listen(0, "127.0.0.1");
  await once(squatter, "listening");
  onTestFinished(() => {
    squatter.close();
  });
  const { port } = squatter.address() as AddressInfo;
  await expect(startDynamoDb({ folder: await temporaryFolder(), port })).rejects.toThrow(/ended instead of starting: .*in use/);
});
