/**
 * What lets a mail program offer its own button for leaving (RFC 8058): the address to post to, and that posting
 * is enough. Nothing when there is no such address.
 *
 * @param unsubscribe an https address of one recipient's
 */
export function leavingHeaders(unsubscribe: string | undefined): Readonly<Record<string, string>> {
  if (unsubscribe === undefined) return {};
  return { "List-Unsubscribe": `<${unsubscribe}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}
