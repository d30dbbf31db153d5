import type { DeskRight } from "../../../shared/domain/desk-role.ts";
import type { Visitor } from "../../../shared/desk-ports.ts";
import type { Formats } from "./formats.ts";
import type { Language } from "./language.ts";

/** What every page knows of whoever looks at it. */
export type Onlooker = {
  readonly visitor: Visitor;
  readonly rights: ReadonlySet<DeskRight>;
  /** What each form carries, so that no other page can send it. */
  readonly formToken: string;
  readonly language: Language;
  readonly formats: Formats;
};

/** The variables of a request to a page of the desk. */
export type DeskEnv = { Variables: { onlooker: Onlooker } };
