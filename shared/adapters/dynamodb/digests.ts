import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { DigestRecords } from "../../digest-ports.ts";
import type { Effect } from "../../domain/effect.ts";
import type { Item, Key } from "./codec.ts";
import { conditionally } from "./conditions.ts";
import { type Planned, unplanned, withdrawnRevision } from "./plan-codec.ts";
import { changePlanned, readPlanned } from "./plan-item.ts";
import type { Table } from "./table.ts";

/** Digests in the table: each is a plan of its own, and since when one is known is an item beside none of them. */
export function dynamoDigests(table: Table): DigestRecords {
  return {
    knownSince: async (ruleId, now) => {
      const Item: Item = { ...ruleKey(ruleId), type: "digest", since: now };
      const known = await table.client.send(new GetCommand({ TableName: table.name, Key: ruleKey(ruleId) }));
      if (known.Item !== undefined) return String(known.Item["since"]);
      const condition = { ConditionExpression: "attribute_not_exists(pk)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
      const written = await conditionally(table.client.send(new PutCommand({ TableName: table.name, Item, ...condition })));
      return written.held ? now : String(written.found?.["since"]);
    },
    plan: async (digest) => {
      const planned = (known: Planned) => (known.version > 0 ? undefined : { ...known, revision: 1, effects: [digest] });
      const changed = await changePlanned(table, unplanned(digest.responseId), planned);
      return changed.kind === "refused" ? foundIn(changed.seen, digest) : digest;
    },
    quote: async (quoted) => {
      const seen = (await readPlanned(table, quoted.responseId)) ?? unplanned(quoted.responseId);
      const added = (known: Planned) =>
        known.revision === withdrawnRevision || known.effects.some(({ id }) => id === quoted.id) ? undefined : { ...known, effects: [...known.effects, quoted] };
      const changed = await changePlanned(table, seen, added);
      return changed.kind === "changed" || (changed.kind === "refused" && changed.seen.revision !== withdrawnRevision);
    },
  };
}

function ruleKey(ruleId: string): Key {
  return { pk: `digest#${ruleId}`, sk: "digest" };
}

function foundIn({ effects }: Planned, digest: Effect): Effect {
  return effects.find(({ id }) => id === digest.id) ?? digest;
}
