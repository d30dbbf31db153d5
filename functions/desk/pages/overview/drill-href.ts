/** Where the desk lists the responses that the API lists at an address: by the same filters. */
export function drillHref(href: string): string {
  return href.replace(/^\/v1\/responses/, "/desk/responses");
}
