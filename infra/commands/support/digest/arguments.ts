import { parseArgs } from "node:util";
import { type DigestLanguage, digestLanguages } from "../../../../shared/domain/digest-rule.ts";
import { usageOf } from "../usage.ts";

/** What `npm run digest` is asked to do. */
export type DigestCommand =
  | { readonly do: "tell" }
  /** `id`: of one digest, of the first without it. */
  | { readonly do: "preview"; readonly out: string; readonly id?: string; readonly language?: DigestLanguage };

const { misused, parse } = usageOf(`Usage:
  npm run digest
  npm run digest -- --preview [--out <folder>] [--id <digest>] [--language en|zh]

  without --preview, says which digest is sent when and where, and sends nothing
  --preview   writes the message, and a picture for each of its charts, as they would be sent now
  --out       the folder they are written to; digest without it
  --id        the digest's id in policy.yaml; the first one without it
  --language  another language than the digest's own`);

/**
 * Reads the words after `npm run digest --`.
 *
 * @throws CommandError with what is wrong and how it is used
 */
export function readDigestCommand(words: readonly string[]): DigestCommand {
  const options = { preview: { type: "boolean" }, out: { type: "string" }, id: { type: "string" }, language: { type: "string" } } as const;
  const { values } = parse(() => parseArgs({ args: [...words], options }));
  const { preview = false, out = "digest", id, language: asked } = values;
  const language = digestLanguages.find((known) => known === asked);
  if (asked !== undefined && language === undefined) return misused(`There is no digest in '${asked}': --language is one of ${digestLanguages.join(", ")}.`);
  if (preview) return { do: "preview", out, ...(id === undefined ? {} : { id }), ...(language === undefined ? {} : { language }) };
  if (values.out !== undefined || id !== undefined || asked !== undefined) return misused("--out, --id and --language are for a --preview.");
  return { do: "tell" };
}
