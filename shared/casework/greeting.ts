import type { Case } from "../domain/case.ts";
import { presentableName } from "../domain/text.ts";

/** What a reply to a case's customer begins with, by their name where it can be printed. */
export function greetingFor({ respondent }: Pick<Case, "respondent">): string {
  const name = presentableName(respondent.name);
  return name === undefined ? "Hello,\n\n" : `Hello ${name},\n\n`;
}
