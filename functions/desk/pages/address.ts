import type { Context } from "hono";

/** The address of the page somebody looks at, without its host and without the language it asks for; of what a form sent there is none to come back to. */
export function addressOf(c: Context): string {
  if (c.req.method !== "GET" && c.req.method !== "HEAD") return "/desk";
  const url = new URL(c.req.url);
  url.searchParams.delete("lang");
  return `${url.pathname}${url.search}`;
}

/** An address with filters; what is empty is left out. */
export function hrefWith(path: string, filters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams(Object.entries(filters).flatMap(([name, value]): [string, string][] => (value === undefined || value === "" ? [] : [[name, value]])));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** An address of the desk, as somebody is sent back to; anything else is the first page. */
export function withinDesk(asked: string | undefined): string {
  const isOurs = asked !== undefined && /^\/desk(?:[/?][\x21-\x7e]*)?$/.test(asked) && !asked.includes("\\") && !asked.startsWith("/desk/sign-");
  return isOurs ? asked : "/desk";
}
