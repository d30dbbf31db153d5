/** The document by OpenAPI's own rules, and beside what is really served. */
import type { Hono } from "hono";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { deskApp } from "../../../functions/desk/app.ts";
import { forgetApp } from "../../../functions/forget/app.ts";
import { receiveApp } from "../../../functions/receive/app.ts";
import { gatewayPaths } from "../../../infra/constructs/http-door.ts";
import type { OpenApi } from "../../../infra/openapi/document.ts";
import { openApiOf } from "../../../infra/openapi/api-documents.ts";
import { exchangesOf } from "../../../infra/openapi/exchanges.ts";
import { readPolicySource } from "../../../infra/policy-source.ts";
import { routes } from "../../../infra/topology.ts";
import { mistakesIn, resolve } from "../../support/json-schema.ts";

const { policy } = readPolicySource("policy.yaml");
// As it is served: what JSON leaves out is not there.
const document = JSON.parse(JSON.stringify(openApiOf(policy))) as OpenApi;
const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

/** Every object in the document with where it stands. */
function* within(value: unknown, at = "#"): Generator<{ at: string; value: Record<string, unknown> }> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield { at, value: value as Record<string, unknown> };
  for (const [name, member] of Object.entries(value)) if (name !== "example" && name !== "value") yield* within(member, `${at}/${name}`);
}

/** The fields that OpenAPI 3.1 gives to each of its objects, as far as they are used here; another one is a mistake. */
const reference = z.strictObject({ $ref: z.string() });
const schema = z.record(z.string(), z.unknown());
const examples = z.record(z.string().regex(/^[\w.-]+$/), z.strictObject({ summary: z.string().min(1), value: z.unknown() }));
const content = z.record(z.string().regex(/^\w+\/[\w.+-]+$/), z.strictObject({ schema, examples: examples.optional() }));
const header = z.strictObject({ description: z.string(), schema });
const answer = z.strictObject({ description: z.string().min(1), headers: z.record(z.string(), z.union([header, reference])), content });
const operation = z.strictObject({
  operationId: z.string().regex(/^[a-z][A-Za-z]+$/),
  tags: z.array(z.string()).length(1),
  summary: z.string().min(1).max(60),
  description: z.string().optional(),
  security: z.array(z.strictObject({ apiKey: z.array(z.enum(["read", "write"])) })),
  parameters: z.array(z.strictObject({ name: z.string(), in: z.enum(["path", "query", "header"]), required: z.boolean(), description: z.string().min(1), schema, examples: examples.optional() })).optional(),
  requestBody: z.strictObject({ description: z.string(), required: z.literal(true), content }).optional(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), z.union([answer, reference])),
});
const openApi = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d$/),
  info: z.strictObject({ title: z.string(), version: z.string(), summary: z.string(), description: z.string(), license: z.strictObject({ name: z.string(), identifier: z.string() }) }),
  servers: z.array(z.strictObject({ url: z.string(), description: z.string() })),
  tags: z.array(z.strictObject({ name: z.string(), description: z.string().min(1) })),
  paths: z.record(z.string().startsWith("/"), z.record(z.enum(["get", "put", "post", "delete", "options", "head", "patch", "trace"]), operation.optional())),
  components: z.strictObject({
    securitySchemes: z.strictObject({ apiKey: z.strictObject({ type: z.literal("http"), scheme: z.literal("bearer"), description: z.string() }) }),
    headers: z.record(z.string(), header),
    responses: z.record(z.string(), answer),
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), schema),
  }),
});

describe("the document", () => {
  it("has OpenAPI's fields and no other", () => {
    expect(openApi.safeParse(document).error?.issues ?? []).toEqual([]);
  });

  it("refers to what is there, and has nothing that nobody refers to", () => {
    const references = [...within(document)].flatMap(({ value }) => (typeof value["$ref"] === "string" ? [value["$ref"]] : []));
    for (const to of references) expect(() => resolve(document, to)).not.toThrow();
    const kept = (["headers", "responses", "schemas"] as const).flatMap((kind) => Object.keys(document.components[kind]).map((name) => `#/components/${kind}/${name}`));
    expect(kept.filter((name) => !references.includes(name))).toEqual([]);
  });

  it("names each operation once, and each of its parameters", () => {
    const ids = operations.map(({ operation: { operationId } }) => operationId);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { path, operation: { parameters = [] } } of operations) {
      const inPath = parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
      expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(inPath);
      const named = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(named).toEqual([...new Set(named)]);
    }
    expect(document.tags.map(({ name }) => name)).toEqual([...new Set(operations.flatMap(({ operation: { tags } }) => tags))]);
  });

  it("says of each field what it means", () => {
    const fields = [...within(document.components.schemas)].flatMap(({ at, value: { properties } }) => Object.entries(properties ?? {}).map(([name, field]) => ({ at: `${at}/${name}`, field: field as Record<string, unknown> })));
    expect(fields.length).toBeGreaterThan(100);
    // What an item of a batch may be is said with each kind; a condition repeats what was said.
    expect(fields.filter(({ field, at }) => field["description"] === undefined && field["$ref"] === undefined && !/BatchAnswer|allOf/.test(at)).map(({ at }) => at)).toEqual([]);
    expect(Object.entries(document.components.schemas).filter(([, { description }]) => description === undefined).map(([name]) => name)).toEqual([]);
  });

  it("shows requests and answers that are as it says", () => {
    for (const { operation: { operationId, parameters = [], requestBody, responses } } of operations) {
      const refused = Object.entries(responses).flatMap(([status, given]) => (Number(status) < 400 || "$ref" in given ? [] : Object.values(given.content ?? {}).flatMap((one) => Object.keys(one.examples ?? {}))));
      const places = [
        ...parameters,
        ...Object.values(requestBody?.content ?? {}),
        ...Object.values(responses).flatMap((given) => ("$ref" in given ? [] : Object.values(given.content ?? {}))),
      ];
      for (const place of places) {
        for (const [name, { value }] of Object.entries(place.examples ?? {})) {
          // A number in an address is text.
          const sent = "in" in place && place.schema["type"] === "integer" ? Number(value) : value;
          const wrong = mistakesIn(document, place.schema, sent);
          if (!refused.includes(name)) expect([operationId, name, wrong]).toEqual([operationId, name, []]);
        }
      }
    }
  });

  it("has the names that the policy declares", () => {
    const other = JSON.stringify(openApiOf({ ...policy, rootCauses: ["moonlight"], segments: ["seaside"] }));
    expect(other).toContain('["moonlight"]');
    expect(other).toContain('"locale","seaside"]');
  });

  it("is the same whenever it is made, so that nothing is deployed again because of it", () => {
    expect(JSON.parse(JSON.stringify(openApiOf(policy)))).toEqual(document);
  });
});

describe("beside what is served", () => {
  const apps = [receiveApp({} as never), deskApp({ policy } as never), forgetApp({} as never)] as unknown as readonly Hono[];
  const served = apps.flatMap((app) => app.routes.filter(({ method, path }) => method !== "ALL" && !path.includes("*")).map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`));
  const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);

  it("describes every operation of those that integrators call, and no other", () => {
    expect([...described].sort()).toEqual([...new Set(served)].sort());
  });

  it("finds a way to each through the topology, whose every address leads to one", () => {
    const covers = (route: string, path: string) => gatewayPaths(route).some((way) => (way.endsWith("/{rest+}") ? path.startsWith(way.slice(0, -"{rest+}".length)) : way === path));
    for (const path of Object.keys(document.paths)) expect([path, routes.some((route) => covers(route.path, path))]).toEqual([path, true]);
    // Slack, customers and the team's browsers come by addresses that they are given; nobody calls them by a document.
    const forIntegrators = routes.filter(({ path }) => !["/slack/", "/m/", "/desk/"].some((others) => path.startsWith(others)));
    expect(forIntegrators.filter((route) => !Object.keys(document.paths).some((path) => covers(route.path, path)))).toEqual([]);
  });

  it("has something to carry out for each", () => {
    expect(new Set(exchangesOf(document).map(({ operation: { operationId } }) => operationId)).size).toBe(operations.length);
  });
});
