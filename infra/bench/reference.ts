/**
 * What receiving is measured against: as little as a durable endpoint can do, one `PutItem` behind Hono.
 * It is bundled and started like a function.
 */
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { Hono } from "hono";
import { randomUUID } from "node:crypto";
import { httpHandler } from "../../shared/runtime/http-handler.ts";

const client = new DynamoDBClient();
const app = new Hono();
app.post("/v1/responses", async (c) => {
  const body = await c.req.text();
  const pk = `reference#${randomUUID()}`;
  await client.send(new PutItemCommand({ TableName: process.env["TABLE_NAME"], Item: { pk: { S: pk }, sk: { S: "response" }, body: { S: body } } }));
  return c.json({ id: pk }, 202);
});

/** Called as AWS would call it. */
export const handler = httpHandler(app);
