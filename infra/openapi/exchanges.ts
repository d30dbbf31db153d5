/** The examples of a document as requests that can be sent, in the order in which they can be. */
import type { Json } from "../../shared/domain/canonical-json.ts";
import type { AnswerObject, ExampleObject, Examples, MediaType, OpenApi, OperationObject, Reference } from "./document.ts";

/** One request that the document shows, and what is to come of it. */
export type Exchange = {
  readonly operation: OperationObject;
  readonly name: string;
  readonly summary: string;
  readonly method: string;
  /** With its query. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
  readonly status: number;
  /** What the document shows of the answer, if it does. */
  readonly answer?: Json;
};

/** Every example of a document; an operation that asks for nothing is one by itself. */
export function exchangesOf(document: OpenApi): readonly Exchange[] {
  return Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, operation]) => exchangesWith(path, method, operation)));
}

function exchangesWith(path: string, method: string, operation: OperationObject): readonly Exchange[] {
  const { parameters = [], requestBody, responses } = operation;
  const bodies = Object.entries(requestBody?.content ?? {});
  const answers = Object.entries(responses).flatMap(([status, answer]) => contentOf(answer).map((content) => ({ status: Number(status), content })));
  const usual = Math.min(...Object.keys(responses).map(Number).filter((status) => status < 400));
  const all: readonly Examples[] = [...bodies.map(([, content]) => content), ...parameters, ...answers.map(({ content }) => content)].map(({ examples = {} }) => examples);
  const names = [...new Set(all.flatMap((examples) => Object.keys(examples)))];
  return (names.length === 0 ? ["plain"] : names).map((name) => {
    const filled = parameters.flatMap(({ name: parameter, in: place, examples }) => {
      const value = examples?.[name]?.value;
      return value === undefined ? [] : [{ parameter, place, value: textOf(value) }];
    });
    const [sent] = bodies.flatMap(([mediaType, content]) => (content.examples?.[name] === undefined ? [] : [{ mediaType, value: content.examples[name].value }]));
    const told = answers.find(({ content }) => content.examples?.[name] !== undefined);
    const answer = told?.content.examples?.[name]?.value;
    const query = new URLSearchParams(filled.filter(({ place }) => place === "query").map(({ parameter, value }): [string, string] => [parameter, value])).toString();
    const named = filled.filter(({ place }) => place === "path").reduce((address, { parameter, value }) => address.replace(`{${parameter}}`, encodeURIComponent(value)), path);
    const shown: ExampleObject | undefined = all.find((examples) => examples[name] !== undefined)?.[name];
    return {
      operation,
      name,
      summary: shown?.summary ?? operation.summary,
      method: method.toUpperCase(),
      address: `${named}${query === "" ? "" : `?${query}`}`,
      headers: {
        ...Object.fromEntries(filled.filter(({ place }) => place === "header").map(({ parameter, value }) => [parameter, value])),
        ...(sent === undefined ? {} : { "Content-Type": sent.mediaType }),
      },
      ...(sent === undefined ? {} : { body: sent.value }),
      status: told?.status ?? usual,
      ...(answer === undefined ? {} : { answer }),
    };
  });
}

function contentOf(answer: AnswerObject | Reference): readonly MediaType[] {
  return "$ref" in answer ? [] : Object.values(answer.content ?? {});
}

/** What is sent of a value: text as it is, anything else as JSON. */
export function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
