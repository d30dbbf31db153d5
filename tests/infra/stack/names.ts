import { type Template, type Value, ofType, target } from "./synthesize.ts";

/** What people call a resource: a function, queue or secret by its name in the topology, anything else by its logical id. */
export function nameOf(template: Template, id: string): string {
  const resource = template.Resources[id];
  if (resource === undefined) return id;
  const { Type, Properties } = resource;
  switch (Type) {
    case "AWS::DynamoDB::Table":
      return "table";
    case "AWS::Lambda::Function":
      return withoutStage(Properties.FunctionName);
    case "AWS::SQS::Queue":
      return withoutStage(Properties.QueueName);
    case "AWS::SecretsManager::Secret":
      return `secret ${Properties.Name.split("/").at(-1)}`;
    case "AWS::Logs::LogGroup":
      return `log ${Properties.LogGroupName.split("/").at(-1)}`;
    case "AWS::SNS::Topic":
      return "operator";
    default:
      return id;
  }
}

function withoutStage(name: string): string {
  return name.replace(/^afterscore-[a-z]+-/, "");
}

/** What a policy's resource is, by name: `table`, `table/index/gsi1`, `table's stream`, `ses identity/*`. */
export function resourceName(template: Template, resource: Value): string {
  if (typeof resource === "string") return resource;
  const [, joined] = resource["Fn::Join"] ?? [];
  if (joined === undefined) {
    const name = nameOf(template, target(resource));
    return resource["Fn::GetAtt"]?.[1] === "StreamArn" ? `${name}'s stream` : name;
  }
  const text = joined.map((part) => (typeof part === "string" ? part : nameOf(template, target(part)))).join("");
  return text.replace(/^arn:AWS::Partition:(\w+):AWS::Region:AWS::AccountId:/, "$1 ");
}

/** The functions by their names in the topology, with their logical ids. */
export function functionsOf(template: Template): ReadonlyMap<string, string> {
  return new Map(ofType(template, "AWS::Lambda::Function").map(([id]) => [nameOf(template, id), id]));
}

/** The queues by their names in the topology, with their logical ids. */
export function queuesOf(template: Template): ReadonlyMap<string, string> {
  return new Map(ofType(template, "AWS::SQS::Queue").map(([id]) => [nameOf(template, id), id]));
}
