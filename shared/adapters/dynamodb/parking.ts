import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Parking } from "../../ports.ts";
import type { Table } from "./table.ts";

/** Records set aside, with how often they were tried and what went wrong last. */
export function dynamoParking({ client, name }: Table): Parking {
  return {
    strike: async ({ consumer, key, reason, at }) => {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: name,
          Key: { pk: `parked#${consumer}`, sk: key },
          UpdateExpression: "SET #type = :type, reason = :reason, lastTriedAt = :at ADD strikes :one",
          ExpressionAttributeNames: { "#type": "type" },
          ExpressionAttributeValues: { ":type": "parked", ":reason": reason, ":at": at, ":one": 1 },
          ReturnValues: "UPDATED_NEW",
        }),
      );
      return Number(Attributes?.["strikes"]);
    },
  };
}
