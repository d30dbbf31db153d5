/** The whole API as OpenAPI 3.1. */
import type { Json } from "../../shared/domain/canonical-json.ts";
import { given } from "../../shared/http/given.ts";
import type { Answer, Area, Example, Operation } from "./area.ts";
import { type JsonSchema, componentsOf, membersOf, schemasAt } from "./json-schema.ts";
import { problemWorded, refusals, refusedBy } from "./refusals.ts";

/** A reference to something that is said once. */
export type Reference = { readonly $ref: string };

/** The parts of OpenAPI that are used here, each as the standard has it. */
export type ExampleObject = { readonly summary: string; readonly value: Json };
export type Examples = Readonly<Record<string, ExampleObject>>;
export type MediaType = { readonly schema: JsonSchema; readonly examples?: Examples };
export type Parameter = {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly examples?: Examples;
};
export type Header = { readonly description: string; readonly schema: JsonSchema };
export type AnswerObject = {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Header | Reference>>;
  readonly content?: Readonly<Record<string, MediaType>>;
};
export type OperationObject = {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly description: string; readonly required: true; readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Readonly<Record<string, AnswerObject | Reference>>;
};
export type OpenApi = {
  readonly openapi: "3.1.1";
  readonly info: { readonly title: string; readonly version: string; readonly summary: string; readonly description: string; readonly license: { readonly name: string; readonly identifier: string } };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly securitySchemes: Readonly<Record<string, { readonly type: "http"; readonly scheme: "bearer"; readonly description: string }>>;
    readonly headers: Readonly<Record<string, Header>>;
    readonly responses: Readonly<Record<string, AnswerObject>>;
    readonly schemas: Readonly<Record<string, JsonSchema>>;
  };
};

const problemType = "application/problem+json";
const requestId = { "X-Request-Id": { $ref: "#/components/headers/RequestId" } };
const problemSchemaRef = { $ref: `${schemasAt}Problem` };

const description = `Everything under \`/v1\` takes an API key: \`Authorization: Bearer as_…\`. A key has the scopes \`write\`, \`read\` or both, and a source: your ids and idempotency keys are known within it, so no integration corrects what another has sent.

JSON goes in and comes out, in UTF-8. Times are ISO 8601 with an offset. An unknown field is an error that names the field. Every answer carries \`X-Request-Id\`. A wrong method is answered with 405 and \`Allow\`.

Examples of one name belong together: parameters, body and answer. One without an answer is answered as the operation's first is. They are in the order in which they can be carried out, on an Afterscore that is empty, with a key whose source is \`local\`.`;

/** Puts the parts together. @param version the API's */
export function documentOf(areas: readonly Area[], version: string): OpenApi {
  const operations = areas.flatMap((area) => area.operations.map((operation) => ({ area, operation })));
  const requests = Object.fromEntries(areas.flatMap((area) => Object.entries(area.requests ?? {})));
  const answers = Object.fromEntries(areas.flatMap((area) => Object.entries(area.answers ?? {})));
  return {
    openapi: "3.1.1",
    info: { title: "Afterscore", version, summary: "What happens after the score: closed-loop feedback for NPS, CSAT and CES.", description, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: "/", description: "Where this document comes from." }],
    tags: areas.map(({ name, description: said }) => ({ name, description: said })),
    paths: Object.fromEntries(
      [...Map.groupBy(operations, ({ operation }) => operation.path)].map(([path, methods]) => [path, Object.fromEntries(methods.map(({ area, operation }) => [operation.method, operationObject(operation, area.name)]))]),
    ),
    components: {
      securitySchemes: { apiKey: { type: "http", scheme: "bearer", description: "An API key: `as_…`. `npm run keys -- create` makes one." } },
      headers: { RequestId: { description: "Which request it was; say it when you ask for help.", schema: { type: "string", pattern: "^req_[0-9a-f-]{36}$" } } },
      responses: Object.fromEntries(Object.values(refusals).map(({ name, description: said, headers = {} }) => [name, refused(said, headers)])),
      schemas: { ...componentsOf(requests, "input"), ...componentsOf({ Problem: problemWorded, ...answers }, "output") },
    },
  };
}

function operationObject(operation: Operation, tag: string): OperationObject {
  const { id, summary, scope, body, refusals: own = {} } = operation;
  const parameters = parametersOf(operation);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...given({ description: operation.description }),
    security: scope === undefined ? [] : [{ apiKey: [scope] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { description: `At most ${body.limitKiB >= 1_024 ? `${body.limitKiB / 1_024} MiB` : `${body.limitKiB} KiB`}.`, required: true, content: bodiesOf(operation, body.as) } }),
    responses: {
      ...Object.fromEntries(refusedBy(operation).map((status) => [status, refusal(operation, status)])),
      ...Object.fromEntries(Object.entries(own).map(([status, said]) => [status, withExamples(refused(said, {}), problemType, examplesOf(operation, answerOf(Number(status))))])),
      ...Object.fromEntries(Object.entries(operation.answers).map(([status, answer]) => [status, answerObject(operation, Number(status), answer)])),
    },
  };
}

/** What is shared, unless the operation has examples of it. */
function refusal(operation: Operation, status: number): AnswerObject | Reference {
  const examples = examplesOf(operation, answerOf(status));
  const { name = "", description: said = "", headers = {} } = refusals[status] ?? {};
  return Object.keys(examples).length === 0 ? { $ref: `#/components/responses/${name}` } : withExamples(refused(said, headers), problemType, examples);
}

function refused(said: string, headers: Readonly<Record<string, string>>): AnswerObject {
  return { description: said, headers: { ...requestId, ...Object.fromEntries(Object.entries(headers).map(([name, meaning]) => [name, { description: meaning, schema: { type: "string" } }])) }, content: { [problemType]: { schema: problemSchemaRef } } };
}

function answerObject(operation: Operation, status: number, { description: said, schema, mediaType = "application/json", replays = false }: Answer): AnswerObject {
  const headers = { ...requestId, ...(replays ? { "Idempotent-Replayed": { description: "`true` when this is the answer to a repeat, and nothing happened again.", schema: { const: "true" } } } : {}) };
  return withExamples({ description: said, headers, content: { [mediaType]: { schema: { $ref: `${schemasAt}${schema}` } } } }, mediaType, examplesOf(operation, answerOf(status, firstSuccess(operation) === status)));
}

/** The lowest of an operation's successes: what an example is answered with when it does not say. */
function firstSuccess({ answers }: Operation): number {
  return Math.min(...Object.keys(answers).map(Number));
}

function withExamples(answer: AnswerObject, mediaType: string, examples: Examples): AnswerObject {
  const content = answer.content?.[mediaType];
  return content === undefined || Object.keys(examples).length === 0 ? answer : { ...answer, content: { ...answer.content, [mediaType]: { ...content, examples } } };
}

/** What an example has to show at some place, if anything. */
type Shown = (example: Example) => Json | undefined;

function answerOf(status: number, isUsual = false): Shown {
  return (example) => (example.status === status || (isUsual && example.status === undefined) ? example.answer : undefined);
}

function examplesOf({ examples }: Operation, shown: Shown): Examples {
  return Object.fromEntries(
    Object.entries(examples).flatMap(([name, example]) => {
      const value = shown(example);
      return value === undefined ? [] : [[name, { summary: example.summary, value }]];
    }),
  );
}

function bodiesOf(operation: Operation, as: Readonly<Record<string, string>>): Readonly<Record<string, MediaType>> {
  const [usual] = Object.keys(as);
  return Object.fromEntries(
    Object.entries(as).map(([mediaType, schema]) => {
      const examples = examplesOf(operation, ({ body, as: sentAs = usual }) => (sentAs === mediaType ? body : undefined));
      return [mediaType, { schema: { $ref: `${schemasAt}${schema}` }, ...(Object.keys(examples).length === 0 ? {} : { examples }) }];
    }),
  );
}

function parametersOf(operation: Operation): readonly Parameter[] {
  const { inPath = {}, query, idempotencyKey } = operation;
  const found: readonly Parameter[] = [
    ...Object.entries(inPath).map(([name, said]) => ({ name, in: "path" as const, required: true, description: said, schema: { type: "string", minLength: 1, maxLength: 128 } })),
    ...(query === undefined ? [] : membersOf(query.schema).map(({ name, schema, required }) => ({ name, in: "query" as const, required, description: query.words[name] ?? "", schema }))),
    ...(idempotencyKey === undefined ? [] : [{ name: "Idempotency-Key", in: "header" as const, required: false, description: idempotencyKey, schema: { type: "string", minLength: 1, maxLength: 255 } }]),
  ];
  return found.map((parameter) => {
    const examples = examplesOf(operation, (example) => example.with?.[parameter.name]);
    return Object.keys(examples).length === 0 ? parameter : { ...parameter, examples };
  });
}
