import type { Response } from "../../../../shared/domain/response.ts";

/** Whether every one of the words stands in a response's comment or names, in whatever case. */
export function holdsWords(words: string): (response: Response) => boolean {
  const wanted = comparable(words).split(/\s+/u).filter((word) => word !== "");
  return ({ body: { comment = "", respondent, account, survey } }) => {
    const text = comparable([comment, respondent.name, account?.name, survey.name].filter((part) => part !== undefined).join("\n"));
    return wanted.every((word) => text.includes(word));
  };
}

/** Wide and narrow letters, and letters of two pieces and of one, are the same to whoever types them. */
function comparable(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
