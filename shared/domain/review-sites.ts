/**
 * Places in the web where people publish reviews or ratings. A reward must not lead there. What is not an address
 * is not looked at: "tell the world what you think" is prose, and whoever writes it must know that it is not allowed.
 */

/** A place, as it is named to the deployer, and how its addresses look: host, then path and query. */
type ReviewSite = { readonly name: string; readonly address: RegExp };

/** A host under any country's ending: `trustpilot.com`, `de.trustpilot.com`, `capterra.co.uk`. */
const anywhere = (host: string): RegExp => new RegExp(`^(?:[\\w-]+\\.)*${host}\\.[a-z]{2,6}(?:\\.[a-z]{2})?(?![\\w.-])`, "i");
const at = (host: string): RegExp => new RegExp(`^(?:[\\w-]+\\.)*${host.replaceAll(".", "\\.")}(?![\\w.-])`, "i");
const page = (pattern: string): RegExp => new RegExp(`^(?:[\\w-]+\\.)*${pattern}`, "i");

const sites: readonly ReviewSite[] = [
  ...["capterra", "trustpilot", "getapp", "softwareadvice", "trustradius", "yelp", "glassdoor", "tripadvisor", "sitejabber", "trustedshops", "provenexpert", "kununu"].map(
    (name) => ({ name: `${name}.com`, address: anywhere(name) }),
  ),
  ...["g2.com", "producthunt.com", "g.page", "reviews.io", "feefo.com", "ekomi.com", "omr.com", "sourceforge.net", "alternativeto.net", "bbb.org"].map((name) => ({ name, address: at(name) })),
  { name: "Gartner's reviews", address: page("gartner\\.com/(?:reviews|peer-insights)") },
  { name: "Google's reviews", address: page("(?:google\\.[a-z.]{2,6}/(?:maps|local)|maps\\.google\\.[a-z.]{2,6}|maps\\.app\\.goo\\.gl|goo\\.gl/maps)(?![\\w-])") },
  { name: "the App Store's reviews", address: page("(?:apps|itunes)\\.apple\\.com/\\S*(?:write-review|see-all=reviews)") },
  { name: "Google Play's reviews", address: page("play\\.google\\.com/\\S*(?:reviewid|showallreviews|reviews)") },
  { name: "the Microsoft Store's reviews", address: page("(?:apps|www)\\.microsoft\\.com/\\S*review") },
  { name: "the Shopify App Store's reviews", address: page("apps\\.shopify\\.com/\\S*review") },
  { name: "the Chrome Web Store's reviews", address: page("(?:chromewebstore|chrome)\\.google\\.com/\\S*review") },
  { name: "AppExchange's reviews", address: page("appexchange\\.salesforce\\.com/\\S*review") },
  { name: "Facebook's reviews", address: page("facebook\\.com/\\S*review") },
  { name: "Amazon's reviews", address: page("amazon\\.[a-z.]{2,6}/\\S*review") },
];

/** What looks like an address: a host, and what follows it. */
const addresses = /(?:https?:\/\/)?((?:[\w-]+\.)+[a-z]{2,6})([/?#][^\s"'<>]*)?/gi;

/** The first review site whose address stands in a text, also as the target within another address; undefined when there is none. */
export function reviewSiteIn(text: string): string | undefined {
  for (const [, host = "", rest = ""] of text.normalize("NFKC").matchAll(addresses)) {
    const found = sites.find((site) => site.address.test(`${host}${rest}`))?.name ?? (rest === "" ? undefined : reviewSiteIn(plain(rest.slice(1))));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An address that another one holds is written with percent signs. */
function plain(text: string): string {
  return text.replace(/%3a/gi, ":").replace(/%2f/gi, "/").replace(/%3f/gi, "?").replace(/%2e/gi, ".");
}
