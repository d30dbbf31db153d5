import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { dynamoBookshelf } from "../../../../shared/adapters/dynamodb/bookshelf.ts";
import { decodeResponse } from "../../../../shared/adapters/dynamodb/codec.ts";
import type { Table } from "../../../../shared/adapters/dynamodb/table.ts";
import { canonicalJson } from "../../../../shared/domain/canonical-json.ts";
import { type CountingPolicy, countedBy } from "../../../../shared/domain/counting.ts";
import type { Response } from "../../../../shared/domain/response.ts";
import { type Finding, findingsOf } from "./finding.ts";

/** How many items are looked at: keys are spread by hash, so the first are as good as any. */
const looked = 2_000;

/**
 * Whether responses count where the policy says that they do. A time zone or a segment that has changed says nothing
 * of those that came before, so it is they who are asked: a change that moves none of them needs no rebuild.
 */
export async function lookAtRollups(table: Table, policy: CountingPolicy): Promise<readonly Finding[]> {
  const [{ Items = [] }, books] = await Promise.all([
    table.client.send(new ScanCommand({ TableName: table.name, Limit: looked })),
    dynamoBookshelf(table).read(),
  ]);
  const responses = Items.filter(({ type }) => type === "response").map(decodeResponse);
  const elsewhere = responses.filter((response) => placeOf(response.counted) !== placeOf(countedBy(response, policy)));
  const problems = [
    ...(elsewhere.length === 0 ? [] : [`Rollups: ${elsewhere.length} of ${responses.length} responses looked at count under other days or segments than the policy says now; npm run rollups -- rebuild.`]),
    ...(books.written === undefined ? [] : [`Rollups: a rebuild has not ended, and scores are read from the tallies before it; npm run rollups -- rebuild goes on with it.`]),
  ];
  return findingsOf(problems, `Rollups: ${responses.length} responses looked at, and all count where the policy says.`);
}

/** Without what accounts pay: rates change by the day, and what was converted stays. */
function placeOf(counted: Response["counted"]): string {
  return counted === undefined ? "" : canonicalJson([counted.day, { ...counted.declared }]);
}
