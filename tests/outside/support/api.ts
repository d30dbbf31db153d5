import type { Local } from "./process.ts";
import { until } from "./until.ts";

/** The body of `POST /v1/responses`; loose, because mistakes are posted as well. */
export type Body = Readonly<Record<string, unknown>>;

/** An answer of the HTTP API: its JSON read, its text as it came. */
export type Answer<T = Record<string, unknown>> = { readonly status: number; readonly headers: Headers; readonly text: string; readonly body: T };

export type Receipt = { readonly id: string; readonly band: string; readonly revision: number; readonly href: string };
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
};
export type Effect = { readonly id: string; readonly kind: string; readonly state: string; readonly at: string; readonly attempts: number; readonly detail: string | null };
export type Shown = Record<string, unknown> & {
  readonly id: string;
  readonly band: string;
  readonly revision: number;
  readonly revisions: readonly Record<string, unknown>[];
  readonly caseId?: string;
  readonly effects: readonly Effect[];
};
export type Case = {
  readonly id: string;
  readonly state: string;
  readonly severity: string;
  readonly reasons: readonly string[];
  readonly owner: Record<string, unknown> | null;
  readonly account: Record<string, unknown> | null;
  readonly respondent: Record<string, unknown>;
  readonly responses: readonly string[];
  readonly openedAt: string;
  readonly due: { readonly acknowledgeBy: string; readonly resolveBy: string };
  readonly timeline: readonly (Record<string, unknown> & { readonly type: string })[];
};
export type Page<T> = { readonly items: readonly T[]; readonly cursor?: string };

/** How a post differs from the usual. */
export type PostOptions = { readonly key?: string; readonly apiKey?: string | null; readonly headers?: Readonly<Record<string, string>> };

/** The HTTP API as an integrator calls it. */
export function apiOf({ url, apiKey }: Pick<Local, "url" | "apiKey">) {
  const ask = async <T>(method: string, path: string, body?: string | Uint8Array<ArrayBuffer>, { key, apiKey: other, headers }: PostOptions = {}): Promise<Answer<T>> => {
    const bearer = other === undefined ? apiKey : other;
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(key === undefined ? {} : { "Idempotency-Key": key }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get("Content-Type") ?? "").includes("json");
    return { status: answer.status, headers: answer.headers, text, body: (isJson ? JSON.parse(text) : {}) as T };
  };
  const get = <T = Record<string, unknown>>(path: string, options?: PostOptions) => ask<T>("GET", path, undefined, options);
  const post = <T = Receipt>(body: Body, options?: PostOptions) => ask<T>("POST", "/v1/responses", JSON.stringify(body), options);

  /** Posts what must be accepted, and answers its receipt. */
  const accepted = async (body: Body, options?: PostOptions): Promise<Receipt> => {
    const answer = await post(body, options);
    if (answer.status !== 202) throw new Error(`not accepted: ${answer.status} ${answer.text}`);
    return answer.body;
  };

  const shown = async (id: string) => (await get<Shown>(`/v1/responses/${id}`)).body;

  /** A response once everything it brings about has come to its end. */
  const settled = (id: string, within?: number): Promise<Shown> =>
    until(
      `${id} settled`,
      async () => {
        const response = await shown(id);
        return response.effects.length > 0 && response.effects.every(({ state }) => isSettled(state)) ? response : undefined;
      },
      within === undefined ? {} : { within },
    );

  /** Every page of a list, first to last. */
  const all = async <T>(path: string): Promise<T[]> => {
    const found: T[] = [];
    let cursor: string | undefined;
    do {
      const next = cursor === undefined ? path : `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`;
      const { body } = await get<Page<T>>(next);
      found.push(...body.items);
      cursor = body.cursor;
    } while (cursor !== undefined);
    return found;
  };

  return { ask, get, post, accepted, shown, settled, all };
}

export type Api = ReturnType<typeof apiOf>;

/** Whether an effect will not change any more. */
export function isSettled(state: string): boolean {
  return state === "sent" || state === "cancelled" || state === "failed";
}
