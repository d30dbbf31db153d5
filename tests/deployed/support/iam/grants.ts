import { iam } from "../local-aws.ts";
import type { Need } from "./needs.ts";

type OneOrMore = string | readonly string[];
type Statement = {
  readonly Effect: "Allow" | "Deny";
  readonly Action: OneOrMore;
  readonly Resource: OneOrMore;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, OneOrMore>>>>;
};

/** One action on one resource that a role allows; both may hold `*` and `?`. */
export type Grant = { readonly action: string; readonly resource: string; readonly condition: Statement["Condition"] };

/** What a deployed role allows, from its own policies. */
export async function grantsOf(endpoint: string, roleArn: string): Promise<readonly Grant[]> {
  const RoleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const listed = await iam(endpoint, { Action: "ListRolePolicies", RoleName });
  const names = [...listed.matchAll(/<member>([^<]*)<\/member>/g)].map(([, name = ""]) => name);
  const statements: Statement[] = [];
  for (const PolicyName of names) {
    const answer = await iam(endpoint, { Action: "GetRolePolicy", RoleName, PolicyName });
    const document = /<PolicyDocument>([^<]*)<\/PolicyDocument>/.exec(answer)?.[1] ?? "";
    statements.push(...(JSON.parse(decodeURIComponent(document)) as { Statement: readonly Statement[] }).Statement);
  }
  return statements.flatMap(grantsIn);
}

function grantsIn({ Effect, Action, Resource, Condition }: Statement): readonly Grant[] {
  if (Effect !== "Allow") throw new Error("a role's policy denies: nothing here knows how to weigh that");
  return list(Action).flatMap((action) => list(Resource).map((resource) => ({ action, resource, condition: Condition })));
}

/** Whether this grant is one that allows it. A condition that is not understood allows nothing. */
export function allows({ action, resource, condition = {} }: Grant, need: Need): boolean {
  return (
    like(action.toLowerCase(), need.action.toLowerCase()) &&
    like(resource, need.resource) &&
    Object.entries(condition).every(
      ([operator, asked]) => operator === "StringEquals" && Object.entries(asked).every(([key, values]) => list(values).includes(need.context[key] ?? "")),
    )
  );
}

function like(pattern: string, text: string): boolean {
  const parts = pattern.split(/([*?])/).map((part) => (part === "*" ? ".*" : part === "?" ? "." : part.replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&")));
  return new RegExp(`^${parts.join("")}$`).test(text);
}

function list(value: OneOrMore): readonly string[] {
  return typeof value === "string" ? [value] : value;
}
