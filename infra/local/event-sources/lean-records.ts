import type { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import * as z from "zod";
import { type FilterPattern, passes } from "./filter-criteria.ts";

const imagesSchema = z.looseObject({ NewImage: z.unknown(), OldImage: z.unknown() }).partial();
const answerSchema = z.looseObject({ Records: z.array(z.looseObject({ dynamodb: imagesSchema.optional() })).optional() });
const responseSchema = z.looseObject({ body: z.custom<AsyncIterable<Uint8Array>>() });

/**
 * Takes the images off records that no filter lets through, before the SDK decodes them: most of a
 * table's writes are of no interest to its consumers, and decoding them would be most of the work. On
 * the wire a record has the shape that filters are written for.
 */
export function dropFilteredImages(client: DynamoDBStreamsClient, filters: readonly FilterPattern[]): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const response = responseSchema.safeParse(result.response);
      if (context["commandName"] !== "GetRecordsCommand" || !response.success) return result;
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.data.body) chunks.push(chunk);
      Object.assign(result.response ?? {}, { body: Buffer.from(lean(Buffer.concat(chunks).toString(), filters)) });
      return result;
    },
    { step: "deserialize", priority: "low", name: "dropFilteredImages" },
  );
}

function lean(text: string, filters: readonly FilterPattern[]): string {
  const answer = answerSchema.parse(JSON.parse(text));
  const records = answer.Records?.map((record) => {
    if (record.dynamodb === undefined || passes(record, filters)) return record;
    const { NewImage: _, OldImage: __, ...rest } = record.dynamodb;
    return { ...record, dynamodb: rest };
  });
  return JSON.stringify({ ...answer, ...(records === undefined ? {} : { Records: records }) });
}
