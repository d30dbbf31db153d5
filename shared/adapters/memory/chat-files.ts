import type { ChatFile, ChatFiles } from "../../chat-file-ports.ts";

/** Files that were brought, by their id. */
export type MemoryChatFiles = ChatFiles & { readonly files: ReadonlyMap<string, ChatFile> };

/** The chat's files in memory: each is kept under an id of its own, as often as it is brought. */
export function memoryChatFiles(): MemoryChatFiles {
  const files = new Map<string, ChatFile>();
  return {
    files,
    upload: (file) => {
      if (file.bytes.length === 0) return Promise.resolve({ kind: "failed", reason: "there is nothing in it", again: false });
      const id = `F${String(files.size + 1).padStart(8, "0")}`;
      files.set(id, { ...file, bytes: file.bytes.slice() });
      return Promise.resolve({ kind: "kept", id });
    },
  };
}
