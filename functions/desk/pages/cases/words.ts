import type { InLanguages } from "../language.ts";
import { type CaseWords, inEnglish } from "./words-en.ts";
import { inChinese } from "./words-zh.ts";

export type { CaseWords };

/** What the pages about cases say. */
export const caseWords: InLanguages<CaseWords> = { en: inEnglish, zh: inChinese };
