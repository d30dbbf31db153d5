/** A draft as somebody saw it: the message it is for, and the revision of the answer that it fits. */
export type DraftSeen = { readonly responseId: string; readonly messageId: string; readonly revision: number };

/** Reads what names a draft, `{effect id}:{revision}`; undefined when it is none. */
export function readDraftSeen(value: string): DraftSeen | undefined {
  const [, messageId = "", responseId = "", revision] = /^((rsp_[^.:]+)\.[^:]+):(\d{1,9})$/.exec(value) ?? [];
  return messageId === "" ? undefined : { responseId, messageId, revision: Number(revision) };
}
