import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { stages } from "../../../infra/stages.ts";
import { grants, roles } from "./grants.ts";
import { alarms, mailEvents, operatorHears, secrets } from "./operator-rules.ts";
import { removals } from "./removals.ts";
import type { Rule } from "./rule.ts";
import { templates } from "./synthesize.ts";
import { clocks, environment, eventSources, functions, http, logs, loops, table, workQueues } from "./topology-rules.ts";

const rules: Readonly<Record<string, Rule>> = {
  "has the topology's functions, on arm64, each with a log of its own that ends": functions,
  "ends every log": logs,
  "lets those wake themselves who must, and nobody else": loops,
  "tells each function the variables that its handler reads": environment,
  "lets each function do what it needs and nothing else": grants,
  "has its functions' roles, and no other": roles,
  "has the topology's queues, each with its dead letters": workQueues,
  "feeds functions as the topology says, and loses nothing that fails": eventSources,
  "keeps the table as it is defined, and recoverable": table,
  "has the topology's routes, throttled": http,
  "calls by the clock what the topology says": clocks,
  "watches everything that can fail, and says who is hurt": alarms,
  "can tell the operator": operatorHears,
  "hears back of its mail": mailEvents,
  "keeps its secrets": secrets,
};

const made = templates();

describe.each(stages)("the stack of $name", (stage) => {
  const template = made[stage.name];

  it.each(Object.entries(rules))("%s", (_, rule) => {
    expect(rule(template, stage)).toEqual([]);
  });

  it("is this, in full", async () => {
    const text = stringify(template, { lineWidth: 160 }).replaceAll(/[0-9a-f]{64}\.zip/g, "code.zip");
    await expect(text).toMatchFileSnapshot(`./snapshots/afterscore-${stage.name}.yaml`);
  });

  it("cannot lose a grant, dead-letter queue, alarm or retention without a test that says so", () => {
    const all = removals(template);
    const unnoticed = all.flatMap(({ what, told, template: changed }) => {
      const complaints = Object.values(rules).flatMap((rule) => rule(changed, stage));
      return complaints.some((complaint) => told.some((word) => complaint.includes(word))) ? [] : [{ what, told, complaints }];
    });
    expect(unnoticed).toEqual([]);
    expect(all.length).toBeGreaterThan(300);
  });
});
