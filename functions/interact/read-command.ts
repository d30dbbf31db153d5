import { pieces } from "../../shared/chat/mrkdwn.ts";

/** What a command asks for. */
export type Ask =
  | { readonly kind: "cases" }
  | { readonly kind: "case"; readonly id: string }
  | { readonly kind: "scores"; readonly survey?: string }
  | { readonly kind: "help" };

/** A slash command, and who gave it. */
export type Command = {
  readonly user: string;
  readonly teams: readonly string[];
  readonly ask: Ask;
};

/** No id and no survey's name is longer; what a person types becomes a key that is looked up. */
const longestName = 256;

/** Reads the form that Slack posts for `/afterscore …`; undefined when it is none of Slack's. */
export function readCommand(body: string): Command | undefined {
  const form = new URLSearchParams(body);
  const given = (name: string) => [form.get(name) ?? ""].find((value) => value !== "");
  const user = given("user_id");
  if (user === undefined || given("command") === undefined) return undefined;
  return {
    user,
    teams: [given("team_id")].filter((id) => id !== undefined),
    ask: askOf(form.get("text") ?? ""),
  };
}

function askOf(typed: string): Ask {
  const text = typed.toWellFormed().trim();
  const [verb = ""] = text.split(/\s/, 1);
  const name = pieces(unescaped(text.slice(verb.length).trim()), longestName)[0] ?? "";
  switch (verb.toLowerCase()) {
    case "cases":
      return { kind: "cases" };
    case "case":
      return idIn(name) === "" ? { kind: "help" } : { kind: "case", id: idIn(name) };
    case "scores":
      return name === "" ? { kind: "scores" } : { kind: "scores", survey: name };
    default:
      return { kind: "help" };
  }
}

/** An id as it is kept, of one that was copied from somewhere: letters that only look like its own, and the marks of code around it. */
function idIn(name: string): string {
  return name.normalize("NFKC").replace(/[\s`ˋ\p{Cf}]/gu, "");
}

/** Slack escapes these three in what people type. */
const signs: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (escaped) => signs[escaped] ?? escaped);
}
