/**
 * What promoters can be offered, as the policy says it.
 *
 * A program never depends on a review. What is refused is what can be known for certain: a condition that is not
 * `none`, and an address of a review site (`review-sites.ts`) in its link or its words. Prose is not judged.
 */
import * as z from "zod";
import { reviewSiteIn } from "./review-sites.ts";

const forbidden = "a reward may not depend on a review or on what is written, review platforms and consumer law forbid it";

/** Words that lead nobody to a place where reviews are written. */
function withoutReviewSites<T extends z.ZodType<string>>(schema: T) {
  return schema.superRefine((text, context) => {
    const site = reviewSiteIn(text);
    if (site !== undefined) context.addIssue({ code: "custom", message: `must not lead to ${site}, where reviews are written: ${forbidden}` });
  });
}

const languageSchema = z.string().regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$/, "must be a language, such as de or zh-TW");
const daySchema = z.iso.date("must be a date, such as 2026-12-25");
const titleSchema = withoutReviewSites(z.string().min(1).max(120));
const termsSchema = withoutReviewSites(z.string().min(1).max(2000));
const addressSchema = withoutReviewSites(z.url({ protocol: /^https$/, message: "must be an https address" }));

const anyProgram = {
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, "must be lower-case letters, digits and dashes"),
  /** What the customer is offered, in their words. */
  title: titleSchema,
  terms: termsSchema,
  /** What `title` and `terms` are written in; English when nothing is said. */
  language: languageSchema.optional(),
  /** The same in other languages. A mail in a language that is not here does without the title. */
  translations: z.record(languageSchema, z.strictObject({ title: titleSchema, terms: termsSchema })).optional(),
  from: daySchema.optional(),
  until: daySchema.optional(),
  /** The most that is given in all; as much as there is when nothing is said. */
  budget: z.number().int().min(1).max(10_000_000).optional(),
  condition: z.literal("none", { message: `must be none: ${forbidden}` }).default("none"),
};

type Dated = { readonly from?: string | undefined; readonly until?: string | undefined };
const runsAtAll = ({ from = "", until = "9999" }: Dated): boolean => from <= until;
const neverRuns = "never runs: from must not be after until";

/** A personal link and code, which the promoter passes on. */
const referralSchema = z.strictObject({
  ...anyProgram,
  kind: z.literal("referral"),
  /** Where the personal link leads; `{code}` is the personal code. */
  link: addressSchema.refine((link) => link.includes("{code}"), "must contain {code}, the personal code"),
}).refine(runsAtAll, neverRuns);

/** One code out of an uploaded file (`npm run rewards -- import`). */
const codePoolSchema = z.strictObject({
  ...anyProgram,
  kind: z.literal("code_pool"),
  /** Where the code is redeemed; `{code}` in it stands for the code. */
  link: addressSchema.optional(),
  /** With fewer codes left than this the operator is told. */
  lowStock: z.number().int().min(0).max(1_000_000).default(50),
}).refine(runsAtAll, neverRuns);

/** What promoters can be offered. */
export const rewardProgramSchema = z.discriminatedUnion("kind", [referralSchema, codePoolSchema], { error: "must be referral or code_pool" });
export type RewardProgram = z.infer<typeof rewardProgramSchema>;
