/** `npm run slack:manifest`: writes the manifest that the Slack app is made from. */
import { runCommand } from "./support/command-error.ts";
import { readManifestCommand } from "./support/slack-manifest/arguments.ts";
import { writeManifest } from "./support/slack-manifest/write-manifest.ts";

await runCommand(() => {
  const { manifest, next } = writeManifest(readManifestCommand(process.argv.slice(2)));
  if (manifest !== undefined) process.stdout.write(manifest);
  console.error(next);
  return Promise.resolve();
});
