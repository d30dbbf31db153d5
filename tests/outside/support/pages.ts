import { setTimeout as sleep } from "node:timers/promises";
import type { Local } from "./process.ts";
import type { Block, Message } from "./slack.ts";

/** What a person sees and does on the local workspace's pages: HTML and form posts, as a browser without script would. */
export function personAt({ url }: Pick<Local, "url">, user: string) {
  const pages = `${url}/local/slack`;
  const read = async (at = ""): Promise<string> => (await fetch(`${pages}/${at}?as=${user}`)).text();
  const post = async (path: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const answer = await fetch(`${pages}/${path}`, { method: "POST", redirect: "manual", body: new URLSearchParams({ as: user, ...fields }) });
    if (answer.status !== 303) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  };
  const press = (message: Message, channel: string, wants: string): Promise<void> => {
    const { block, action, option } = controlFor(message, wants);
    return post("click", { kind: "message", channel, id: message.ts, block, action, ...(option === undefined ? {} : { option: String(option) }) });
  };
  return {
    user,
    read: async (at?: string) => wordsOf(await read(at)),
    /** Presses a button of a card or picks from its menu. */
    press,
    /** The words of the dialog that is open; "" when none is. */
    modal: async () => wordsOf(/<dialog[\s\S]*<\/dialog>/.exec(await read())?.[0] ?? ""),
    /** What stands in a field of the open dialog to begin with. */
    begunIn: async (field: string) => {
      const named = `[^>]*name="in/${field}/value"`;
      const [, area, line = ""] = new RegExp(`<textarea${named}[^>]*>([\\s\\S]*?)</textarea>|<input${named} value="([^"]*)"`).exec(await read()) ?? [];
      const text = area ?? line;
      return unescaped(text).replace(/^\n/, "");
    },
    /** Submits the open dialog with what is written into its fields, by `block_id`. */
    submit: (fields: Readonly<Record<string, string>>) =>
      post("submit", Object.fromEntries(Object.entries(fields).map(([field, value]) => [`in/${field}/value`, value]))),
    close: () => post("close", { all: "1" }),
    say: (channel: string, text: string) => post("say", { channel, text }),
    openHome: () => post("open-home", {}),
    away: (away: boolean) => post("away", { away: away ? "yes" : "no" }),
    /** What only this person sees in a channel, oldest first. */
    privately: async (channel?: string) => [...(await read(channel)).matchAll(/<article id="n[^"]*"[\s\S]*?<\/article>/g)].map(([found]) => wordsOf(found)),
  };
}

export type PersonAt = ReturnType<typeof personAt>;

/** A page as one reads it: tags are gaps, and gaps are one blank. */
export function wordsOf(html: string): string {
  return unescaped(html.replace(/<(?:style|script)[\s\S]*?<\/(?:style|script)>/g, "").replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim();
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (sign, name: string) => entities[name] ?? sign);
}

type Element = { readonly action_id: string; readonly options?: readonly { readonly value: string }[] };

/** Where on a card something is to be pressed. */
function controlFor({ blocks = [] }: Message, wants: string): { block: string; action: string; option?: number } {
  const actions = blocks.find(({ type }) => type === "actions") as (Block & { block_id: string; elements: readonly Element[] }) | undefined;
  const block = actions?.block_id ?? "";
  for (const { action_id: action, options } of actions?.elements ?? []) {
    if (action === wants || action === `case.${wants}`) return { block, action };
    const option = options?.findIndex(({ value }) => value.startsWith(`${wants}:`)) ?? -1;
    if (option >= 0) return { block, action, option };
  }
  throw new Error(`the card does not offer ${wants}: ${JSON.stringify(actions)}`);
}

/** Long enough for anything that should not have happened to be seen. Milliseconds. */
export const aWhile = () => sleep(1_500);
