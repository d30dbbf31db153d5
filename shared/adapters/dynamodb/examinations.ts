import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Examinations } from "../../examination-ports.ts";
import { decodeExamination } from "./examination-codec.ts";
import type { Table } from "./table.ts";

const Key = { pk: "examination", sk: "last" };

/** The doctor's last findings, in the table. */
export function dynamoExaminations({ client, name: TableName }: Table): Examinations {
  return {
    last: async () => {
      const { Item } = await client.send(new GetCommand({ TableName, Key }));
      return Item && decodeExamination(Item);
    },
    record: async (examination) => {
      await client.send(new PutCommand({ TableName, Item: { ...Key, type: "examination", ...examination } }));
    },
  };
}
