/** Requests to a table, of every form that the adapters use, over few enough items that they meet. */
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type TransactWriteCommandInput,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import * as fc from "fast-check";

/** A request that is yet to be told which table it is for. */
export type AnyCommand = (TableName: string) => PutCommand | UpdateCommand | DeleteCommand | GetCommand | BatchGetCommand | QueryCommand | TransactWriteCommand;

type Values = Record<string, unknown>;
/** An expression with a hole for each of its values. */
type Template = { readonly text: string; readonly values: readonly unknown[] };
type Read = { readonly text: string; readonly values: Values };

/** Fills a template's holes with names that begin so. */
function filled({ text, values }: Template, prefix: string): Read {
  let at = -1;
  const next = text.replaceAll("?", () => `:${prefix}${(at += 1)}`);
  return { text: next, values: Object.fromEntries(values.map((value, index) => [`:${prefix}${index}`, value])) };
}

const anyKey = fc.record({ pk: fc.constantFrom("a", "b", "ü"), sk: fc.constantFrom("s", "effect#1", "effect#2", "\u{1F98A}", "\uFFFD") });
const number = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(0.5, 1234567.25, -0, Number.MAX_SAFE_INTEGER));
const whole = fc.integer({ min: -3, max: 12 });
const text = fc.constantFrom("", "planned", "plan", "sent", "\u{1F98A}", "\uFFFD");
const long = fc.constantFrom(300, 700, 1024, 2500, 5000).map((length) => "x".repeat(length));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    number,
    text,
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.option(tie("value"), { nil: undefined, freq: 8 }), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("x", "y", ""), fc.option(tie("value"), { nil: undefined, freq: 8 }), { maxKeys: 2, noNullPrototype: true }),
  ),
}));
const place = fc.constantFrom("2026-01", "2026-02", "2026-02~", "\u{10FFFF}");
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const anyItem = fc
  .tuple(
    anyKey,
    fc.record({ n: sometimes(number), t: sometimes(text), l: sometimes(fc.array(value, { maxLength: 3 })), v: sometimes(value), padding: sometimes(long) }),
    fc.record({ gsi1pk: sometimes(fc.constantFrom("p", "q")), gsi1sk: sometimes(place), gsi2pk: sometimes(fc.constant("p")), gsi2sk: sometimes(place) }),
  )
  .map(([key, attributes, index]) => ({ ...key, ...attributes, ...index }));

const attribute = fc.constantFrom("n", "t", "l", "v", "gsi1pk");
const comparison = fc.constantFrom("=", "<", "<=", ">", ">=");
const { condition } = fc.letrec<{ condition: Template }>((tie) => {
  const pair = fc.tuple(tie("condition"), tie("condition"));
  return {
    condition: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom("pk", "n", "v", "gsi1pk").map((name) => ({ text: `attribute_exists(${name})`, values: [] })),
      fc.constantFrom("pk", "t", "l").map((name) => ({ text: `attribute_not_exists(${name})`, values: [] })),
      fc.tuple(attribute, value).map(([name, given]) => ({ text: `${name} = ?`, values: [given] })),
      fc.tuple(fc.constantFrom("v.x", "v.x.y", "t.x", "l.x"), comparison, fc.oneof(number, text)).map(([path, by, given]) => ({ text: `${path} ${by} ?`, values: [given] })),
      fc.constantFrom("v.x", "v.x.y").map((path) => ({ text: `attribute_exists(${path})`, values: [] })),
      fc.tuple(attribute, comparison, fc.oneof(number, text)).map(([name, by, given]) => ({ text: `${name} ${by} ?`, values: [given] })),
      fc.tuple(attribute, fc.array(fc.oneof(number, text), { minLength: 1, maxLength: 3 })).map(([name, list]) => ({ text: `${name} IN (${list.map(() => "?").join(", ")})`, values: list })),
      fc.tuple(fc.constantFrom("l", "t"), fc.oneof(number, text)).map(([name, given]) => ({ text: `contains(${name}, ?)`, values: [given] })),
      fc.tuple(comparison, fc.nat(3)).map(([by, given]) => ({ text: `size(l) ${by} ?`, values: [given] })),
      fc.tuple(attribute, text).map(([name, given]) => ({ text: `begins_with(${name}, ?)`, values: [given] })),
      fc.tuple(attribute, whole, fc.nat(5)).map(([name, low, more]) => ({ text: `${name} BETWEEN ? AND ?`, values: [low, low + more] })),
      tie("condition").map(({ text, values }) => ({ text: `NOT (${text})`, values })),
      pair.map(([a, b]) => ({ text: `${a.text} AND ${b.text}`, values: [...a.values, ...b.values] })),
      pair.map(([a, b]) => ({ text: `(${a.text}) AND (${b.text})`, values: [...a.values, ...b.values] })),
      pair.map(([a, b]) => ({ text: `${a.text} OR ${b.text}`, values: [...a.values, ...b.values] })),
    ),
  };
});

const list = fc.array(value, { maxLength: 2 });
const set = fc.oneof(
  fc.tuple(fc.constantFrom("t", "v", "n"), value).map(([name, given]) => ({ name, text: `${name} = ?`, values: [given] })),
  fc.tuple(fc.constantFrom("t", "v"), value).map(([name, given]) => ({ name, text: `${name} = if_not_exists(${name}, ?)`, values: [given] })),
  fc.constantFrom("n", "v").map((other) => ({ name: "t", text: `t = ${other}`, values: [] })),
  list.map((given) => ({ name: "l", text: "l = list_append(l, ?)", values: [given] })),
  fc.tuple(list, list).map(([none, given]) => ({ name: "l", text: "l = list_append(if_not_exists(l, ?), ?)", values: [none, given] })),
  fc.tuple(fc.constantFrom("+", "-"), whole).map(([sign, given]) => ({ name: "w", text: `w = w ${sign} ?`, values: [given] })),
  place.map((given) => ({ name: "gsi1sk", text: "gsi1sk = ?", values: [given] })),
  long.map((given) => ({ name: "padding", text: "padding = ?", values: [given] })),
);
const step = fc.oneof(
  set.map((each) => ({ clause: "SET", ...each })),
  fc.constantFrom("t", "v", "l", "gsi1pk", "gsi2sk", "absent").map((name) => ({ clause: "REMOVE", name, text: name, values: [] as unknown[] })),
  fc.tuple(fc.constantFrom("w", "u"), whole).map(([name, given]) => ({ clause: "ADD", name, text: `${name} ?`, values: [given] as unknown[] })),
);
const anyUpdate = fc.uniqueArray(step, { minLength: 1, maxLength: 5, selector: ({ name }) => name }).map((steps): Template => {
  const clauses = [...Map.groupBy(steps, ({ clause }) => clause)];
  return {
    text: clauses.map(([clause, of]) => `${clause} ${of.map((each) => each.text).join(", ")}`).join(" "),
    values: clauses.flatMap(([, of]) => of.flatMap(({ values }) => values)),
  };
});

const returned = sometimes(fc.constantFrom("NONE" as const, "ALL_OLD" as const));
const conditional = fc.record({ condition: sometimes(condition), told: returned }).map(({ condition: given, told }) => ({
  read: given && filled(given, "c"),
  told: told === undefined ? {} : { ReturnValuesOnConditionCheckFailure: told },
}));

/** The parameters of an expression, or none. */
function expressions(name: string, ...list: readonly (Read | undefined)[]) {
  const values: Values = Object.assign({}, ...list.map((read) => read?.values));
  return {
    ...(list[0] === undefined ? {} : { [name]: list[0].text }),
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  };
}

const putParts = fc.tuple(anyItem, conditional).map(([Item, { read, told }]) => (TableName: string) => ({ TableName, Item, ...told, ...expressions("ConditionExpression", read) }));
const deleteParts = fc.tuple(anyKey, conditional).map(([Key, { read, told }]) => (TableName: string) => ({ TableName, Key, ...told, ...expressions("ConditionExpression", read) }));
const updateParts = fc.tuple(anyKey, conditional, anyUpdate).map(([Key, { read, told }, update]) => (TableName: string) => {
  const steps = filled(update, "u");
  return { TableName, Key, ...told, UpdateExpression: steps.text, ...expressions("ConditionExpression", read, steps) };
});
const checkParts = fc.tuple(anyKey, condition.map((given) => filled(given, "c"))).map(([Key, read]) => (TableName: string) => ({ TableName, Key, ConditionExpression: read.text, ...expressions("ConditionExpression", read) }));

type Action = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];
const anyAction: fc.Arbitrary<(table: string) => Action> = fc.oneof(
  putParts.map((parts) => (table: string) => ({ Put: parts(table) })),
  updateParts.map((parts) => (table: string) => ({ Update: parts(table) })),
  deleteParts.map((parts) => (table: string) => ({ Delete: parts(table) })),
  checkParts.map((parts) => (table: string) => ({ ConditionCheck: parts(table) })),
);

const ReturnConsumedCapacity = "TOTAL";
const sortCondition = (name: string) =>
  fc.oneof(
    fc.constant<Template>({ text: "", values: [] }),
    fc.tuple(place, place).map(([a, b]) => ({ text: ` AND ${name} BETWEEN ? AND ?`, values: [a, b] })),
    fc.tuple(comparison, place).map(([by, given]) => ({ text: ` AND ${name} ${by} ?`, values: [given] })),
    fc.constantFrom("2026", "effect#", "\u{1F98A}").map((given) => ({ text: ` AND begins_with(${name}, ?)`, values: [given] })),
  );
const filter = fc.constantFrom<Template | undefined>(undefined, { text: "attribute_exists(n)", values: [] }, { text: "t = ?", values: ["sent"] });
const common = fc.record({ forward: fc.boolean(), limit: sometimes(fc.integer({ min: 1, max: 3 })), filter });
const anyQuery = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.record({ partition: fc.constantFrom("a", "b", "ü"), names: fc.constant(["pk", "sk"]), IndexName: fc.constant(undefined) }), sortCondition("sk")),
      fc.tuple(fc.record({ partition: fc.constantFrom("p", "q"), names: fc.constant(["gsi1pk", "gsi1sk"]), IndexName: fc.constant("gsi1") }), sortCondition("gsi1sk")),
      fc.tuple(fc.record({ partition: fc.constantFrom("p"), names: fc.constant(["gsi2pk", "gsi2sk"]), IndexName: fc.constant("gsi2") }), sortCondition("gsi2sk")),
    ),
    common,
    fc.boolean(),
  )
  .map(([[{ partition, names, IndexName }, sort], { forward, limit, filter: given }, consistent]) => (TableName: string) => {
    const key = filled({ text: `${names[0]} = ?${sort.text}`, values: [partition, ...sort.values] }, "k");
    const chosen = given && filled(given, "f");
    return new QueryCommand({
      TableName,
      ...(IndexName === undefined ? { ConsistentRead: consistent } : { IndexName }),
      ...expressions("KeyConditionExpression", key, chosen),
      ...(chosen === undefined ? {} : { FilterExpression: chosen.text }),
      ScanIndexForward: forward,
      ...(limit === undefined ? {} : { Limit: limit }),
      ReturnConsumedCapacity,
    });
  });

/** Any request. */
export const anyCommand: fc.Arbitrary<AnyCommand> = fc.oneof(
  { weight: 4, arbitrary: putParts.map((parts) => (table: string) => new PutCommand({ ...parts(table), ReturnConsumedCapacity })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(updateParts, sometimes(fc.constant("UPDATED_NEW" as const)))
      .map(([parts, ReturnValues]) => (table: string) => new UpdateCommand({ ...parts(table), ...(ReturnValues && { ReturnValues }), ReturnConsumedCapacity })),
  },
  { weight: 1, arbitrary: deleteParts.map((parts) => (table: string) => new DeleteCommand({ ...parts(table), ReturnConsumedCapacity })) },
  { weight: 3, arbitrary: fc.array(anyAction, { minLength: 1, maxLength: 3 }).map((actions) => (table: string) => new TransactWriteCommand({ TransactItems: actions.map((action) => action(table)), ReturnConsumedCapacity })) },
  { weight: 1, arbitrary: fc.tuple(anyKey, fc.boolean()).map(([Key, ConsistentRead]) => (TableName: string) => new GetCommand({ TableName, Key, ConsistentRead, ReturnConsumedCapacity })) },
  { weight: 1, arbitrary: fc.array(anyKey, { minLength: 1, maxLength: 5 }).map((Keys) => (table: string) => new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } }, ReturnConsumedCapacity })) },
  { weight: 3, arbitrary: anyQuery },
);
