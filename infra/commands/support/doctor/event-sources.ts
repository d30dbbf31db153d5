import { type EventSourceMappingConfiguration, LambdaClient, ListEventSourceMappingsCommand } from "@aws-sdk/client-lambda";
import { queueConsumers, streamConsumers } from "../../../topology.ts";
import { physicalName } from "../../../names.ts";
import { type Finding, findingsOf } from "./finding.ts";

/** Asks Lambda, with the SDK's own configuration, whether stream and queues feed their functions. */
export async function lookAtEventSources(stage: string): Promise<readonly Finding[]> {
  const client = new LambdaClient();
  const names = [...streamConsumers, ...queueConsumers].map(({ to }) => physicalName(stage, to));
  const problems = await Promise.all(
    names.map(async (FunctionName) => {
      const { EventSourceMappings: [source] = [] } = await client.send(new ListEventSourceMappingsCommand({ FunctionName }));
      return problemsOf(FunctionName, source);
    }),
  );
  return findingsOf(problems.flat(), `Event sources: all ${names.length} are enabled.`);
}

/** Each of these functions has one source, and it is on. */
function problemsOf(name: string, source: EventSourceMappingConfiguration | undefined): readonly string[] {
  if (source === undefined) return [`Event sources: nothing feeds ${name}; deploy again.`];
  const { State = "?", LastProcessingResult = "" } = source;
  if (State !== "Enabled") return [`Event sources: the one of ${name} is ${State}; enable it under Triggers of the function.`];
  return LastProcessingResult.startsWith("PROBLEM") ? [`Event sources: the one of ${name} says ${LastProcessingResult}`] : [];
}
