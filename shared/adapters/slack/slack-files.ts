import * as z from "zod/mini";
import type { ChatFile, ChatFiles, Upload } from "../../chat-file-ports.ts";
import { type Answer, type SlackConnection, slackAsk } from "./ask.ts";
import { inWords, verdictOf } from "./outcome.ts";

const placeSchema = z.object({ file_id: z.string(), upload_url: z.url() });
const completedSchema = z.object({ files: z.array(z.object({ id: z.string() })).check(z.minLength(1)) });

/** The longest description that `files.getUploadURLExternal` takes. */
const longestAlt = 1_000;

/**
 * Slack's files: an address is asked for, the bytes are brought there, and Slack is told that this was all
 * (docs.slack.dev/messaging/working-with-files). No channel is named, so the file is shared with nobody until a
 * message shows it.
 */
export function slackFiles(connection: SlackConnection): ChatFiles {
  const ask = slackAsk(connection);
  return {
    async upload({ name, title, altText, bytes }) {
      const alt = Array.from(altText).slice(0, longestAlt).join("");
      const place = await ask("files.getUploadURLExternal", { filename: name, length: bytes.length, alt_txt: alt }, placeSchema);
      if (!place.ok) return failed(place);
      const refusal = await bring(place.value.upload_url, bytes, connection.timeoutMs ?? 4000);
      if (refusal !== undefined) return { kind: "failed", reason: refusal, again: true };
      const completed = await ask("files.completeUploadExternal", { files: [{ id: place.value.file_id, title }] }, completedSchema);
      return completed.ok ? { kind: "kept", id: place.value.file_id } : failed(completed);
    },
  };
}

/** What only a person can mend, such as a scope that the app was not given. */
const forPeople = new Set(["missing_scope", "not_allowed_token_type", "file_uploads_disabled", "file_upload_size_restricted", "file_type_not_allowed", "access_denied"]);

function failed({ failure }: Extract<Answer<unknown>, { ok: false }>): Upload {
  const again = verdictOf(failure).kind !== "rejected" && !(failure.at === "answer" && forPeople.has(failure.code));
  return { kind: "failed", reason: inWords(failure), again };
}

/** @returns why the bytes were not taken, if they were not */
async function bring(address: string, bytes: ChatFile["bytes"], timeoutMs: number): Promise<string | undefined> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array(bytes),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.arrayBuffer();
    return answer.ok ? undefined : `Slack took the file with status ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? `the file did not arrive: ${error.message}` : "the file did not arrive";
  }
}
