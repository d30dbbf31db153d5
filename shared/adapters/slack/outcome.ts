/** How a call to Slack failed, as far as it says whether the work was done. */
export type Failure =
  /** There was no token to call with, so nothing was called. */
  | { readonly at: "token"; readonly message: string }
  /** Slack answered `{ ok: false, error }`. */
  | { readonly at: "answer"; readonly code: string; readonly details: readonly string[] }
  /** 429. */
  | { readonly at: "limit"; readonly retryAfterMs?: number }
  /** Any other HTTP status than 200. */
  | { readonly at: "status"; readonly status: number }
  /** No answer, or none that could be read; `code` is the system's, where there is one. */
  | { readonly at: "connection"; readonly code?: string; readonly message: string };

/** What a failure means for the message; see `SendOutcome`. */
export type Verdict = {
  readonly kind: "refused" | "rejected" | "uncertain" | "channel refuses";
  readonly reason: string;
  readonly retryAfterMs?: number;
};

/** The connection was never made, so Slack cannot have heard of it. */
const neverReached = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

// Slack's error codes by what they mean (docs.slack.dev/reference/methods/chat.postMessage). One that
// is not listed is a refusal: Slack did say no, and another try is harmless.

const ofTheChannel = [
  "channel_not_found",
  "is_archived",
  "not_in_channel",
  "channel_is_limited_access",
  "restricted_action",
  "restricted_action_non_threadable_channel",
  "restricted_action_read_only_channel",
  "restricted_action_thread_locked",
  "restricted_action_thread_only_channel",
  "cannot_post_to_channel",
  "external_channel_migrating",
  "messages_tab_disabled",
  "team_not_found",
];

const ofTheMessage = [
  "as_user_not_supported",
  "attachment_payload_limit_exceeded",
  "block_mismatch",
  "cannot_reply_to_message",
  "cant_update_message",
  "deprecated_endpoint",
  "edit_window_closed",
  "invalid_arg_name",
  "invalid_arguments",
  "invalid_array_arg",
  "invalid_blocks",
  "invalid_blocks_format",
  "invalid_charset",
  "invalid_form_data",
  "invalid_json",
  "invalid_metadata_format",
  "invalid_metadata_schema",
  "invalid_post_type",
  "json_not_object",
  "message_not_found",
  "metadata_too_large",
  "missing_post_type",
  "msg_blocks_too_long",
  "msg_too_long",
  "no_text",
  "thread_not_found",
  "too_many_attachments",
  "unknown_method",
];

/** Slack says of the first two that part of the work may have been done. */
const ofSlackItself = ["internal_error", "fatal_error", "service_unavailable", "request_timeout"];

const meanings = new Map<string, Verdict["kind"]>([
  ...ofTheChannel.map((code) => [code, "channel refuses"] as const),
  ...ofTheMessage.map((code) => [code, "rejected"] as const),
  ...ofSlackItself.map((code) => [code, "uncertain"] as const),
]);

/** What a failed post or edit means for the message it carried. */
export function verdictOf(failure: Failure): Verdict {
  const reason = inWords(failure);
  switch (failure.at) {
    case "token":
      return { kind: "refused", reason };
    case "limit":
      return { kind: "refused", reason, ...(failure.retryAfterMs === undefined ? {} : { retryAfterMs: failure.retryAfterMs }) };
    case "status":
      return { kind: failure.status >= 500 ? "uncertain" : "refused", reason };
    case "connection":
      return { kind: failure.code !== undefined && neverReached.has(failure.code) ? "refused" : "uncertain", reason };
    case "answer":
      return { kind: showsTooSoon(failure) ? "refused" : meaningOf(failure.code), reason };
  }
}

/** Slack lets no message show a file that it is still working on, and says no more than where in the blocks it stands (slackapi/java-slack-sdk#1349). */
function showsTooSoon({ code, details }: Extract<Failure, { at: "answer" }>): boolean {
  return code === "invalid_blocks" && details.length > 0 && details.every((detail) => detail.includes("slack_file"));
}

/** What does not look like a code is no answer of Slack's, but a page of something in between. */
function isCode(text: string): boolean {
  return /^[a-z0-9_]{1,80}$/.test(text);
}

function meaningOf(code: string): Verdict["kind"] {
  return isCode(code) ? (meanings.get(code) ?? "refused") : "uncertain";
}

/** A failure for people: never holds what the message said. */
export function inWords(failure: Failure): string {
  switch (failure.at) {
    case "token":
      return `the bot's token could not be read: ${failure.message}`;
    case "limit":
      return "ratelimited";
    case "status":
      return `Slack answered with status ${failure.status}`;
    case "connection":
      return failure.code === undefined ? failure.message : `${failure.message} (${failure.code})`;
    case "answer":
      return isCode(failure.code) ? [failure.code, ...failure.details].join(": ") : "the answer was not Slack's";
  }
}
