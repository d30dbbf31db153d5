import { readFileSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeCopies } from "../shared/adapters/files/copies-codec.ts";
import { type Copies, type Copy, copySchema } from "../shared/domain/copy.ts";
import { lastResort } from "../shared/domain/locale.ts";
import { PolicyError, parseYaml } from "./yaml-source.ts";

/** The folder with the words of our mails, one file a language; `AFTERSCORE_MESSAGES` names another. */
export const messagesFolder = fileURLToPath(new URL("../messages", import.meta.url));

/** Words that have been read: as understood, and as the text of the file that functions read. */
export type ReadMessages = { readonly copies: Copies; readonly sealed: string };

/**
 * Reads and checks a folder of messages: every `<language>.yaml` in it.
 *
 * @throws PolicyError naming every mistake in every file
 */
export function readMessagesSource(folder: string = messagesFolder): ReadMessages {
  const said: string[] = [];
  const read: [language: string, copy: Copy][] = [];
  for (const name of filesIn(folder)) {
    try {
      const file = join(folder, name);
      read.push([languageOf(file), parseMessages(readFileSync(file, "utf8"), shownAs(file))]);
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      said.push(error.message);
    }
  }
  const copies: Copies = Object.fromEntries(read);
  if (said.length === 0 && copies[lastResort] === undefined) said.push(`${shownAs(folder)}: ${lastResort}.yaml is missing, the language that everything falls back to`);
  if (said.length > 0) throw new PolicyError(said.join("\n"));
  return { copies, sealed: encodeCopies(copies) };
}

/** Checks the text of one language's file; `file` is its name in messages. */
export function parseMessages(text: string, file: string): Copy {
  return parseYaml(text, file, copySchema).parsed;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".yaml")).sort();
  } catch (error) {
    throw new PolicyError(`${shownAs(folder)}: cannot be read. Name a folder of messages in AFTERSCORE_MESSAGES, or restore messages/.`, { cause: error });
  }
}

/** A file's language is its name: a tag, spelled as it is looked for. */
function languageOf(file: string): string {
  const language = basename(file, ".yaml");
  const known = canonical(language);
  if (known === language) return language;
  throw new PolicyError(`${shownAs(file)}: must be named after its language, such as zh-TW.yaml${known === undefined ? "" : ` (here ${known}.yaml)`}`);
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** As somebody in the project's folder would name it. */
function shownAs(path: string): string {
  const named = relative(fileURLToPath(new URL("..", import.meta.url)), path);
  return named.startsWith("..") ? path : named;
}
