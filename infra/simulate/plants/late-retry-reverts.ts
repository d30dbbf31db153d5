import type { Insertion } from "../../../shared/ports.ts";
import type { Plant } from "./plant.ts";

/** Only the newest content is known again; anything older looks like a correction. */
export const lateRetryReverts: Plant = {
  name: "late-retry-reverts",
  bug: "a post is compared with the newest revision only, so that a late retry of an older one corrects it back",
  responses: (responses) => ({
    ...responses,
    insert: async (response) => forgetful(await responses.insert(response)),
    revise: async (response) => forgetful(await responses.revise(response)),
  }),
};

function forgetful(insertion: Insertion): Insertion {
  if (insertion.kind !== "exists") return insertion;
  const { response } = insertion;
  const revisions = response.revisions.map((revision) => (revision.revision === response.revision ? revision : { ...revision, digest: "forgotten" }));
  return { kind: "exists", response: { ...response, revisions } };
}
