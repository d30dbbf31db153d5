import { Hono } from "hono";
import { expect, it } from "vitest";
import { httpHandler } from "../../../shared/runtime/http-handler.ts";

const app = new Hono();
app.get("/v1/accounts/:id", (c) => c.json({ id: c.req.param("id"), full: c.req.query("full") }));
const handler = httpHandler(app);

it.each(["GET", "HEAD"])("answers a %s that comes with a body as if it had none", async (method) => {
  const event = asked("/v1/accounts/acme") as unknown as { requestContext: { http: object } };
  Object.assign(event, { body: Buffer.from("{").toString("base64"), isBase64Encoded: true });
  Object.assign(event.requestContext.http, { method });
  expect(await handler(event as never)).toMatchObject({ statusCode: 200 });
});

/** A request as API Gateway hands it over: the path decoded, the query as it came. */
function asked(rawPath: string, rawQueryString = ""): Parameters<typeof handler>[0] {
  const http = { method: "GET", path: rawPath, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "test" };
  return { version: "2.0", routeKey: "$default", rawPath, rawQueryString, headers: {}, body: null, isBase64Encoded: false, requestContext: { http, domainName: "id.execute-api.example" } } as never;
}

it.each(["plain", "a#b", "100%41", "a b", "ä", "日本", "a+b", "a&b=c"])("reads the id %j as it was meant", async (id) => {
  const { body } = await handler(asked(`/v1/accounts/${id}`, "full=%23"));
  expect(JSON.parse(body)).toEqual({ id, full: "#" });
});
