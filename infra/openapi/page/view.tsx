import { renderToString } from "hono/jsx/dom/server";
import type { AnswerObject, OpenApi, OperationObject, Parameter, Reference } from "../document.ts";
import { type Exchange, exchangesOf } from "../exchanges.ts";
import { type JsonSchema, schemasAt } from "../json-schema.ts";
import { curlOf } from "./curl.ts";
import { type Field, describe, waysOf } from "./fields.ts";
import { printed } from "./printed.ts";
import { style } from "./style.ts";

/** Words in which `code` stands as such. */
const Words = ({ text }: { readonly text: string }) => <>{text.split("`").map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</>;

const Paragraphs = ({ text }: { readonly text: string }) => <>{text.split("\n\n").map((part) => <p><Words text={part} /></p>)}</>;

const anchorOf = (schema: string) => `schema-${schema}`;

/** What is sent must hold what is required; what is answered says what may be absent. */
type Use = "sent" | "answered";

const FieldRow = ({ use, path, required, type, see, limits, description }: Field & { readonly use: Use }) => (
  <tr>
    <td><code>{path}</code>{use === "sent" ? (required ? <span class="required">required</span> : "") : required ? "" : <span class="absent">may be absent</span>}</td>
    <td>{see === undefined ? type : <a href={`#${anchorOf(see)}`}>{type}</a>}{limits.map((limit) => <span class="limits"><Words text={limit} /></span>)}</td>
    <td><Words text={description} /></td>
  </tr>
);

const FieldTable = ({ fields, use = "sent" }: { readonly fields: readonly Field[]; readonly use?: Use }) => (
  <table class="fields">
    <thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead>
    <tbody>{fields.map((field) => <FieldRow {...field} use={use} />)}</tbody>
  </table>
);

/** A schema: what it is, what its fields ask of each other, and the fields of each way to write it. */
const SchemaFields = ({ schema, use }: { readonly schema: JsonSchema; readonly use: Use }) => {
  const { description, limits, type } = describe(schema);
  const ways = waysOf(schema);
  return (
    <>
      <p><Words text={description} />{limits.length === 0 || ways.length > 1 ? "" : <> <Words text={`(${limits.join("; ")})`} /></>}{ways.every(({ title, fields }) => title === "" && fields.length === 0) ? ` A ${type}.` : ""}</p>
      {ways.map(({ title, fields }) => <>{title === "" ? "" : <h4><code>{title}</code></h4>}{fields.length === 0 ? "" : <FieldTable fields={fields} use={use} />}</>)}
    </>
  );
};

const parameterField = ({ name, required, description, schema }: Parameter): Field => ({ path: name, required, ...describe(schema), description });

const titles = { path: "In the path", query: "Query", header: "Headers" } as const;

const Parameters = ({ parameters }: { readonly parameters: readonly Parameter[] }) => (
  <>
    {(["path", "query", "header"] as const).map((place) => {
      const here = parameters.filter((parameter) => parameter.in === place);
      return here.length === 0 ? "" : <><h4>{titles[place]}</h4><FieldTable fields={here.map(parameterField)} /></>;
    })}
  </>
);

const Statuses = ({ document, responses }: { readonly document: OpenApi; readonly responses: OperationObject["responses"] }) => (
  <>
    <h4>Answers</h4>
    <table class="statuses"><tbody>
      {Object.entries(responses).map(([status, given]) => {
        const answer = resolved(document, given);
        const [schema] = Object.values(answer.content ?? {}).map((content) => nameIn(content.schema));
        return <tr><td class={Number(status) < 400 ? "fine" : "refused"}>{status}</td><td><Words text={answer.description} /> {schema === undefined || schema === "Problem" ? "" : <a href={`#${anchorOf(schema)}`}>{schema}</a>}</td></tr>;
      })}
    </tbody></table>
  </>
);

function resolved(document: OpenApi, answer: AnswerObject | Reference): AnswerObject {
  if (!("$ref" in answer)) return answer;
  return document.components.responses[answer.$ref.slice("#/components/responses/".length)] ?? { description: "" };
}

function nameIn(schema: JsonSchema): string | undefined {
  const to = schema["$ref"];
  return typeof to === "string" ? to.slice(schemasAt.length) : undefined;
}

const ExampleFigure = (exchange: Exchange) => (
  <figure>
    <figcaption>{exchange.summary} <small>{exchange.status}</small></figcaption>
    <pre class="ask" tabindex={0}><code data-example={`${exchange.operation.operationId}.${exchange.name}`}>{curlOf(exchange)}</code></pre>
    {exchange.answer === undefined ? "" : <pre class="answer" tabindex={0}><span class="said">answers {exchange.status}</span><code>{printed(exchange.answer)}</code></pre>}
  </figure>
);

const Bodies = ({ document, operation }: { readonly document: OpenApi; readonly operation: OperationObject }) => (
  <>
    {Object.entries(operation.requestBody?.content ?? {}).map(([mediaType, { schema }]) => (
      <><h4 id={firstWith(document, schema) === operation ? anchorOf(nameIn(schema) ?? "") : undefined}>Body <small>{mediaType}. {operation.requestBody?.description}</small></h4><SchemaFields schema={document.components.schemas[nameIn(schema) ?? ""] ?? schema} use="sent" /></>
    ))}
  </>
);

/** The operation that shows a body's schema where others lead to. */
function firstWith({ paths }: OpenApi, schema: JsonSchema): OperationObject | undefined {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  return operations.find(({ requestBody }) => Object.values(requestBody?.content ?? {}).some((content) => nameIn(content.schema) === nameIn(schema)));
}

type Placed = { readonly path: string; readonly method: string; readonly operation: OperationObject };

const Operation = ({ document, placed: { path, method, operation }, examples }: { readonly document: OpenApi; readonly placed: Placed; readonly examples: readonly Exchange[] }) => (
  <article id={operation.operationId}>
    <h3><a href={`#${operation.operationId}`}>{operation.summary}</a></h3>
    <p class="address"><span class={`verb ${method}`}>{method.toUpperCase()}</span><code>{path}</code><span class="key">{operation.security.length === 0 ? "needs no key" : <Words text={`needs a key that may \`${operation.security.flatMap((scheme) => Object.values(scheme).flat()).join(", ")}\``} />}</span></p>
    {operation.description === undefined ? "" : <Paragraphs text={operation.description} />}
    <div class="sides">
      <div>
        <Parameters parameters={operation.parameters ?? []} />
        <Bodies document={document} operation={operation} />
        <Statuses document={document} responses={operation.responses} />
      </div>
      <div>
        <h4>{examples.length === 1 ? "Example" : "Examples"}</h4>
        {examples.map((example) => <ExampleFigure {...example} />)}
      </div>
    </div>
  </article>
);

const Contents = ({ document, placed }: { readonly document: OpenApi; readonly placed: readonly Placed[] }) => (
  <nav aria-label="Contents">
    <a href="#top">{document.info.title} API</a>
    {document.tags.map(({ name }) => (
      <>
        <h2>{name}</h2>
        <ul>{placed.filter(({ operation }) => operation.tags.includes(name)).map(({ method, operation }) => <li><a href={`#${operation.operationId}`}><span class={`verb ${method}`}>{method.toUpperCase()}</span>{operation.summary}</a></li>)}</ul>
      </>
    ))}
    <h2>What is answered</h2>
    <ul>{answersIn(document).map(([name]) => <li><a href={`#${anchorOf(name)}`}>{name}</a></li>)}</ul>
  </nav>
);

/** The schemas that no operation shows with its body. */
function answersIn({ components, paths }: OpenApi): readonly (readonly [string, JsonSchema])[] {
  const sent = Object.values(paths).flatMap((methods) => Object.values(methods).flatMap(({ requestBody }) => Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => nameIn(schema) ?? [])));
  return Object.entries(components.schemas).filter(([name]) => !sent.includes(name));
}

const setting = `export AFTERSCORE_URL=http://127.0.0.1:8787
export AFTERSCORE_KEY=as_…`;

/** The document as a page that needs nothing from elsewhere. */
export function pageOf(document: OpenApi): string {
  const placed = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
  const examples = exchangesOf(document);
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{document.info.title} API</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <Contents document={document} placed={placed} />
        <main id="top">
          <h1>{document.info.title} API, version {document.info.version}</h1>
          <p class="lead">{document.info.summary} The same for programs: <a href="/openapi.json">openapi.json</a></p>
          <section>
            <Paragraphs text={document.info.description} />
            <p>The examples are commands for a shell that knows where it is, and the key; a click selects one whole.</p>
            <pre class="ask" tabindex={0}><code>{setting}</code></pre>
          </section>
          {document.tags.map(({ name, description }) => (
            <section>
              <h2>{name}</h2>
              <p><Words text={description} /></p>
              {placed.filter(({ operation }) => operation.tags.includes(name)).map((one) => <Operation document={document} placed={one} examples={examples.filter(({ operation }) => operation === one.operation)} />)}
            </section>
          ))}
          <section>
            <h2>What is answered</h2>
            {answersIn(document).map(([name, schema]) => <article id={anchorOf(name)}><h3><a href={`#${anchorOf(name)}`}>{name}</a></h3><SchemaFields schema={schema} use="answered" /></article>)}
          </section>
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${renderToString(page)}`;
}
