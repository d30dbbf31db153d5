/** How a cell is read: as it is, without blanks around it, as a word in small letters, and so on. */
export type Kind = "text" | "trimmed" | "word" | "number" | "switch" | "time" | "list" | "value";

/** Every field of a response that a cell can hold, by its path in the API's body. */
const kinds: ReadonlyMap<string, Kind> = new Map([
  ["id", "text"],
  ["survey.id", "text"],
  ["survey.name", "text"],
  ["metric", "word"],
  ["score", "number"],
  ["comment", "text"],
  ["respondent.id", "text"],
  ["respondent.email", "trimmed"],
  ["respondent.name", "text"],
  ["respondent.locale", "trimmed"],
  ["respondent.timeZone", "trimmed"],
  ["account.id", "text"],
  ["account.name", "text"],
  ["account.plan", "text"],
  ["account.mrr", "number"],
  ["account.currency", "trimmed"],
  ["account.renewsOn", "trimmed"],
  ["account.owner.email", "trimmed"],
  ["account.owner.slackUserId", "trimmed"],
  ["account.owner.name", "text"],
  ["channel", "word"],
  ["submittedAt", "time"],
  ["contactMe", "switch"],
  ["test", "switch"],
  ["backfill", "switch"],
  ["tags", "list"],
]);

const attribute = "attributes.";

/** The paths, in the order in which a table of responses has them; `attributes.` and a name are one more each. */
export const fieldPaths: readonly string[] = [...kinds.keys()];

/** How a field is read; undefined where there is no such field. */
export function kindOf(path: string): Kind | undefined {
  return path.startsWith(attribute) && path.length > attribute.length ? "value" : kinds.get(path);
}

/** A path in its parts; the name of an attribute is one part, dots and all. */
export function partsOf(path: string): readonly string[] {
  return path.startsWith(attribute) ? ["attributes", path.slice(attribute.length)] : path.split(".");
}

/**
 * What columns are called elsewhere (Delighted, Typeform, SurveyMonkey, AskNicely and tables made by hand), in small
 * letters with single blanks; the first of a field's names is its best.
 */
const names: Readonly<Record<string, readonly string[]>> = {
  // SurveyMonkey's "Respondent ID" is another one for each answer.
  id: ["response id", "submission id", "feedback id", "token", "#", "respondent id"],
  score: ["nps score", "nps rating", "csat score", "ces score", "rating", "nps", "csat", "ces"],
  comment: ["comments", "nps comment", "feedback", "additional comments", "verbatim", "answer", "reason"],
  "respondent.id": ["person id", "customer id", "contact id", "user id", "userid"],
  "respondent.email": ["email", "e mail", "email address", "e mail address", "person email", "customer email", "contact email"],
  "respondent.name": ["name", "full name", "person name", "customer name", "contact name"],
  "respondent.locale": ["locale", "language"],
  "respondent.timeZone": ["time zone", "timezone"],
  "survey.id": ["survey"],
  "survey.name": ["survey title"],
  "account.id": ["company id"],
  "account.name": ["company", "company name", "account", "organization", "organisation"],
  "account.plan": ["plan"],
  "account.mrr": ["mrr"],
  "account.currency": ["currency"],
  "account.renewsOn": ["renewal date", "renews on"],
  "account.owner.email": ["owner email", "csm", "csm email"],
  submittedAt: ["submitted at", "responded at", "created at", "response date", "submit date", "end date", "date submitted", "date created", "timestamp", "date"],
  contactMe: ["contact me"],
  tags: ["tag", "labels"],
};

const question = "how likely ";

/**
 * What field a column is, by its title.
 *
 * @returns the path, and how good the match is (0 is the API's own path); undefined for a title nobody knows
 */
export function recognise(title: string): { readonly path: string; readonly rank: number } | undefined {
  const trimmed = title.trim();
  if (kindOf(trimmed) !== undefined) return { path: trimmed, rank: 0 };
  const plain = trimmed.toLowerCase().replace(/\((?:utc|gmt)\)/, "").replaceAll(/[\s_.-]+/g, " ").trim();
  for (const path of fieldPaths) if (plain === path.toLowerCase().replaceAll(".", " ") && plain !== "respondent id") return { path, rank: 1 };
  for (const [path, known] of Object.entries(names)) {
    const at = known.indexOf(plain);
    if (at >= 0) return { path, rank: at + 2 };
  }
  return plain.startsWith(question) ? { path: "score", rank: 100 } : undefined;
}
