import * as z from "zod";
import { Refusal } from "../refusal.ts";
import { string, structure } from "./arguments.ts";
import { type Methods, reading, writing } from "./method.ts";

/** "Description for the image is longer than the limit of 1000 character" (docs.slack.dev/reference/methods/files.getUploadURLExternal). */
const LONGEST_ALT = 1_000;

const filesToComplete = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1);

const fileJson = ({ id, title, name, altText }: { id: string; title: string; name: string; altText?: string | undefined }) => ({
  id, title, name, ...(altText === undefined ? {} : { alt_txt: altText }),
});

/** Bringing a file in three steps: its address, its bytes (to `file-upload.ts`), and that it is whole. Only files shared nowhere, as for a message of blocks. */
export const fileMethods: Methods = {
  "files.getUploadURLExternal": reading(
    z.object({ filename: string, length: string.transform(Number), alt_txt: string.optional() }),
    ({ filename: name, length, alt_txt: altText }, { workspace, apiUrl }) => {
      if (!Number.isInteger(length) || length <= 0) throw new Refusal("invalid_arguments", ["[ERROR] length: must be the number of bytes"]);
      if (altText !== undefined && Array.from(altText).length > LONGEST_ALT) throw new Refusal("alt_txt_too_large");
      const { file, ticket } = workspace.files.announce({ name, length, altText });
      return { file_id: file.id, upload_url: `${apiUrl}/upload/v1/${ticket}` };
    },
  ),
  "files.completeUploadExternal": writing(
    z.object({ files: structure, channel_id: string.optional(), channels: string.optional() }),
    ({ files: sent, channel_id: channel, channels }, { workspace, workedOnForMs = 0 }) => {
      const asked = filesToComplete.safeParse(sent);
      if (!asked.success) throw new Refusal("invalid_arguments", ["[ERROR] files: must be a list of { id, title }"]);
      if (channel !== undefined || channels !== undefined) throw new Refusal("invalid_arguments", ["[ERROR] this workspace shares files in blocks only"]);
      for (const { id } of asked.data) {
        const length = workspace.files.bytesOf(id)?.length;
        if (length === undefined) throw new Refusal("file_not_found");
      }
      const at = workspace.now();
      return {
        files: asked.data.map(({ id, title }) => fileJson(workspace.files.complete(id, title ?? workspace.files.find(id)?.name ?? id, at, at + workedOnForMs))),
      };
    },
  ),
};
