import { writeFileSync } from "node:fs";
import { Document, visit } from "yaml";
import { reasonsForScopes } from "../../../../shared/adapters/slack/bot-scopes.ts";
import { CommandError } from "../command-error.ts";
import { reasonOf } from "../reaching.ts";
import type { ManifestCommand } from "./arguments.ts";
import { slackManifest } from "./manifest.ts";

/**
 * Writes the manifest as it was asked for. `manifest` is what remains to be printed, when no file was
 * named; `next` is what to do with it, in words.
 *
 * @throws CommandError when the file cannot be written
 */
export function writeManifest({ reach, format, out }: ManifestCommand): { readonly manifest?: string; readonly next: string } {
  const content = slackManifest(reach);
  const manifest = format === "json" ? `${JSON.stringify(content, null, 2)}\n` : inYaml(content);
  const use = "at api.slack.com/apps, Create New App → From a manifest takes it. docs/slack.md goes on from there.";
  if (out === undefined) return { manifest, next: `That is the manifest: ${use}` };
  try {
    writeFileSync(out, manifest);
  } catch (error) {
    throw new CommandError(`${out} cannot be written (${reasonOf(error)}).`, { cause: error });
  }
  return { next: `The manifest is in ${out}: ${use}` };
}

/** Each scope says what it is for, since somebody will be asked to allow it. */
function inYaml(content: ReturnType<typeof slackManifest>): string {
  const document = new Document(content);
  visit(document, {
    Scalar: (_key, node) => {
      const reason = typeof node.value === "string" ? reasonsForScopes[node.value] : undefined;
      if (reason !== undefined) node.comment = ` ${reason}`;
    },
  });
  return document.toString({ lineWidth: 0 });
}
