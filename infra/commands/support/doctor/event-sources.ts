import { type EventSourceMappingConfiguration, LambdaClient, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { queueConsumers, streamConsumers } from "../../../topology.ts";
import { physicalName } from "../deployment.ts";
import { type Finding, findingsOf } from "./finding.ts";

/** What feeds a function, as Lambda says it. */
export type Feeding = { readonly name: string; readonly sources: readonly Pick<EventSourceMappingConfiguration, "State" | "LastProcessingResult">[] };

/** Asks Lambda, with the SDK's own configuration, whether stream and queues feed their functions. */
export async function lookAtEventSources(stage: string): Promise<readonly Finding[]> {
  const client = new LambdaClient();
  const feedings = await Promise.all(
    [...streamConsumers, ...queueConsumers].map(async ({ to }): Promise<Feeding> => {
      const FunctionName = physicalName(stage, to);
      const { EventSourceMappings = [] } = await client.send(new ListEventSourceMappingsCommand({ FunctionName }));
      return { name: FunctionName, sources: EventSourceMappings };
    }),
  );
  return judgeEventSources(feedings);
}

/** Each of these functions has one source, and it is on. */
export function judgeEventSources(feedings: readonly Feeding[]): readonly Finding[] {
  const problems = feedings.flatMap(({ name, sources: [source] }) => {
    if (source === undefined) return [`Event sources: nothing feeds ${name}; deploy again.`];
    const { State = "?", LastProcessingResult = "" } = source;
    if (State !== "Enabled") return [`Event sources: the one of ${name} is ${State}; enable it under Triggers of the function.`];
    return LastProcessingResult.startsWith("PROBLEM") ? [`Event sources: the one of ${name} says ${LastProcessingResult}`] : [];
  });
  return findingsOf(problems, `Event sources: all ${feedings.length} are enabled.`);
}
