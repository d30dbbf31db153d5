import { arabic } from "./voices/arabic.ts";
import { chinese } from "./voices/chinese.ts";
import { dutch } from "./voices/dutch.ts";
import { english } from "./voices/english.ts";
import { french } from "./voices/french.ts";
import { german } from "./voices/german.ts";
import { hebrew } from "./voices/hebrew.ts";
import { japanese } from "./voices/japanese.ts";
import { korean } from "./voices/korean.ts";
import { polish } from "./voices/polish.ts";
import { portuguese } from "./voices/portuguese.ts";
import { spanish } from "./voices/spanish.ts";
import { ukrainian } from "./voices/ukrainian.ts";
import type { Voice } from "./voices/voice.ts";

/** Every language that customers of the demo write, by its tag. */
export const voices = {
  ar: arabic,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  he: hebrew,
  ja: japanese,
  ko: korean,
  nl: dutch,
  pl: polish,
  pt: portuguese,
  uk: ukrainian,
  zh: chinese,
} as const satisfies Readonly<Record<string, Voice>>;

/** A language of the demo. */
export type Language = keyof typeof voices;
