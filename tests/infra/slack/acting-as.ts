/** A form by name; as pairs when a name comes several times. */
type Fields = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

const pairsOf = (fields: Fields): [string, string][] =>
  (fields instanceof Array ? [...fields] : Object.entries(fields)).map(([name, value]) => [name, value]);

/** What a person sees and does on the workspace's pages, through HTML and form posts alone. */
export const actingAs = (pages: string, person: string) => {
  const read = async (at = ""): Promise<string> => (await fetch(`${pages}/${at}?as=${person}`)).text();
  const post = (path: string, fields: Fields) =>
    fetch(`${pages}/${path}`, {
      method: "POST", redirect: "manual", body: new URLSearchParams([["as", person], ...pairsOf(fields)]),
    });
  return {
    read,
    post,
    /** The dialog's HTML; "" when none is open. */
    modal: async (): Promise<string> => /<dialog[\s\S]*<\/dialog>/.exec(await read())?.[0] ?? "",
    /** Presses something in a message of a channel. */
    click: (channel: string, ts: string, block: string, action: string, more: Readonly<Record<string, string>> = {}) =>
      post("click", { kind: "message", channel, id: ts, block, action, ...more }),
    /** Presses something in a modal or Home. */
    clickIn: (view: string, block: string, action: string, more: Readonly<Record<string, string>> = {}) =>
      post("click", { kind: "view", id: view, block, action, ...more }),
    /** Submits the topmost modal; fields are named `in/block/action`. */
    submit: (fields: Fields = {}) => post("submit", fields),
    /** Closes the topmost modal. */
    close: (fields: Readonly<Record<string, string>> = {}) => post("close", fields),
    say: (channel: string, text: string, thread?: string) =>
      post("say", { channel, text, ...(thread === undefined ? {} : { thread }) }),
    openHome: () => post("open-home", {}),
  };
};
