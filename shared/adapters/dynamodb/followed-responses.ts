import type { Responses } from "../../ports.ts";
import { foundWith } from "./known-responses.ts";
import { fetchItems } from "./lists.ts";
import { decodePlanned, planKey } from "./plan-codec.ts";
import type { Table } from "./table.ts";

/** Responses for those who list them with what came of them: a hundred plans are one read. */
export function followedResponses(table: Table): Pick<Responses, "withEffects"> {
  return {
    withEffects: async (responses) => {
      const items = await fetchItems(table, responses.map(({ id }) => planKey(id)));
      const plans = new Map(items.map(decodePlanned).map((planned) => [planned.responseId, planned]));
      return responses.map((response) => foundWith(response, plans.get(response.id)));
    },
  };
}
