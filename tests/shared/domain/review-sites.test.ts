import { describe, expect, it } from "vitest";
import { reviewSiteIn } from "../../../shared/domain/review-sites.ts";

describe("a place where reviews are written", () => {
  it.each([
    ["https://www.g2.com/products/example/reviews/start?ref={code}", "g2.com"],
    ["Rate us on g2.com.", "g2.com"],
    ["https://www.capterra.co.uk/software/1", "capterra.com"],
    ["https://de.trustpilot.com/evaluate/example.com", "trustpilot.com"],
    ["www.trustpilot.com", "trustpilot.com"],
    ["TRUSTPILOT.COM/review/example", "trustpilot.com"],
    ["https://www.google.com/maps/place/Example", "Google's reviews"],
    ["https://search.google.com/local/writereview?placeid=x", "Google's reviews"],
    ["https://g.page/r/abc/review", "g.page"],
    ["https://apps.apple.com/app/id1?action=write-review", "the App Store's reviews"],
    ["https://play.google.com/store/apps/details?id=x&showAllReviews=true", "Google Play's reviews"],
    ["https://www.yelp.de/writeareview/biz/x", "yelp.com"],
    ["https://www.glassdoor.com/mz-survey/start", "glassdoor.com"],
    ["https://www.gartner.com/reviews/market/x", "Gartner's reviews"],
    ["https://www.example.com/go?to=https%3A%2F%2Fwww.trustpilot.com%2Freview", "trustpilot.com"],
    ["在 trustpilot.com 上", "trustpilot.com"],
  ])("is found in %s", (text, name) => { expect(reviewSiteIn(text)).toBe(name); });

  it.each([
    "https://www.example.com/invite/{code}",
    "No review or rating is asked for.",
    "https://apps.apple.com/app/id1",
    "https://play.google.com/store/apps/details?id=example.app",
    "https://www.example.com/g2.community",
    "https://shop.example.com/redeem?code={code}",
    "https://mybigg2.com/x",
    "Tell the world what you think of us.",
    "https://www.gartner.com/en/newsroom",
  ])("is not found in %s", (text) => { expect(reviewSiteIn(text)).toBeUndefined(); });
});
