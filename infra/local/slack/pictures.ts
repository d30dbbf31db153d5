import { Refusal } from "./refusal.ts";
import type { Workspace } from "./slack-workspace.ts";

/** What a picture's bytes begin with, by its type; anything else is no picture here. */
const SIGNATURES: readonly (readonly [type: string, begins: readonly number[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/gif", [0x47, 0x49, 0x46, 0x38]],
];

/** The media type of a picture, by how its bytes begin. */
export const pictureType = (bytes: Uint8Array): string | undefined =>
  SIGNATURES.find(([, begins]) => begins.every((byte, at) => bytes[at] === byte))?.[0];

type Place = { readonly id: string; readonly path: string };

const placesIn = (value: unknown, path: string): Place[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = `${path}/${key}`;
    if (key !== "slack_file" || typeof inner !== "object" || inner === null || !("id" in inner)) return placesIn(inner, here);
    return [{ id: String(inner.id), path: here }];
  });
};

/**
 * Refuses blocks that show a file of Slack's which is not there, is no picture, or is still being worked on: Slack does
 * that a moment longer than its `files.completeUploadExternal` takes to answer, and says nothing more of it than this.
 * @throws Refusal `invalid_blocks`
 */
export const checkPictures = ({ files, now }: Workspace, blocks: unknown): void => {
  const wrong = placesIn(blocks, "/blocks").filter(({ id }) => {
    const file = files.find(id);
    if (file?.usableFrom === undefined || file.usableFrom > now()) return true;
    return pictureType(files.bytesOf(id) ?? new Uint8Array()) === undefined;
  });
  if (wrong.length > 0) throw new Refusal("invalid_blocks", wrong.map(({ path }) => `[ERROR] invalid slack file [json-pointer:${path}]`));
};
