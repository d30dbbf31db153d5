/** What the operations may answer, read out of the contract and not out of the code. */
import * as z from "zod";

const time = z.iso.datetime({ offset: true });
const day = z.string().regex(/^[+-]?\d{4,6}-\d{2}-\d{2}$/);
const band = z.enum(["detractor", "passive", "promoter"]);
const metric = z.enum(["nps", "csat", "ces"]);
const count = z.number().int().min(0);
const pointer = z.string().regex(/^(?:\/(?:[^~/]|~[01])*)*$/u);

/** RFC 9457; `status` is held against the answer's own. */
export const problem = z.strictObject({
  type: z.url(),
  title: z.string().min(1),
  status: z.number().int().min(400).max(499),
  detail: z.string().min(1),
  errors: z.array(z.strictObject({ pointer, detail: z.string().min(1) })).min(1).optional(),
});

const owner = z.strictObject({ email: z.string().optional(), slackUserId: z.string().optional(), name: z.string().optional() });
export const account = z.strictObject({
  id: z.string().min(1),
  name: z.string().optional(),
  plan: z.string().optional(),
  mrr: z.number().optional(),
  currency: z.string().optional(),
  renewsOn: z.string().optional(),
  owner: owner.optional(),
});

export const receipt = z
  .strictObject({ id: z.string().regex(/^rsp_/), band, revision: z.number().int().min(1), href: z.string() })
  .refine(({ id, href }) => href === `/v1/responses/${id}`);

export const batch = z.array(z.union([z.strictObject({ status: z.literal(202), body: receipt, replayed: z.literal(true).optional() }), z.strictObject({ status: z.number().int().min(400).max(499), body: problem })])).max(500);

const effect = z.strictObject({
  id: z.string(),
  kind: z.enum(["alert", "follow_up", "thank", "reward", "task"]),
  state: z.enum(["planned", "sending", "sent", "unknown", "cancelled", "failed"]),
  at: time,
  attempts: count,
  detail: z.string().nullable(),
});

const respondent = z.strictObject({ id: z.string().optional(), email: z.string().optional(), name: z.string().optional(), locale: z.string().optional(), timeZone: z.string().optional() });

/** The body's fields at top level, and what became of it. */
export const response = z.strictObject({
  id: z.string().regex(/^rsp_/),
  senderId: z.string().optional(),
  source: z.string(),
  survey: z.strictObject({ id: z.string(), name: z.string().optional() }),
  metric,
  score: z.number().int(),
  comment: z.string().optional(),
  respondent,
  account: account.optional(),
  channel: z.enum(["email", "web", "in_app", "sms", "phone", "other"]),
  submittedAt: time,
  contactMe: z.boolean().optional(),
  test: z.boolean().optional(),
  backfill: z.boolean().optional(),
  tags: z.array(z.string()).optional(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  receivedAt: time,
  band,
  revision: z.number().int().min(1),
  revisions: z.array(z.strictObject({ revision: count, band, score: z.number().int(), receivedAt: time, comment: z.string().optional() })).min(1),
  caseId: z.string().optional(),
  effects: z.array(effect).optional(),
});

export const oneCase = z.object({
  id: z.string(),
  state: z.enum(["open", "acknowledged", "contacted", "snoozed", "resolved"]),
  severity: z.enum(["critical", "high", "normal"]),
  reasons: z.array(z.string()),
  owner: owner.nullable(),
  account: account.nullable(),
  respondent: respondent.omit({ timeZone: true }),
  responses: z.array(z.string()),
  openedAt: time,
  due: z.strictObject({ acknowledgeBy: time, resolveBy: time }),
  timeline: z.array(z.looseObject({ type: z.string(), at: time, actor: z.string(), source: z.string() })),
});

export const listOf = (item: z.ZodType) => z.strictObject({ items: z.array(item).max(200), cursor: z.string().min(1).optional() });

const figures = {
  n: count,
  promoters: count,
  passives: count,
  detractors: count,
  score: z.number().min(-100).max(100).nullable(),
  interval: z.strictObject({ low: z.number(), high: z.number() }).nullable(),
  histogram: z.record(z.string().regex(/^\d+$/), z.number().int().min(1)),
  lowData: z.boolean(),
  mean: z.number().nullable().optional(),
  mrrWeighted: z.strictObject({ score: z.number().min(-100).max(100), n: z.number().int().min(1), mrr: z.number().positive() }).nullable().optional(),
  change: z.strictObject({ start: day, end: day, n: z.number().int().min(1), score: z.number().min(-100).max(100), value: z.number().min(-200).max(200), interval: z.strictObject({ low: z.number(), high: z.number() }), significant: z.boolean() }).nullable(),
  href: z.string().startsWith("/v1/responses?counted=true&metric="),
  invited: z.number().int().min(1).optional(),
  responseRate: z.number().min(0).optional(),
};

export const scores = z.strictObject({
  metric,
  timeZone: z.string(),
  total: z.strictObject(figures),
  buckets: z.array(z.strictObject({ start: day, end: day, segment: z.string().optional(), ...figures })),
});

const target = z.strictObject({ due: count, kept: count, share: z.number().min(0).max(100).nullable(), medianMinutes: z.number().min(0).nullable(), medianBusinessMinutes: z.number().min(0).nullable() });
const loopFigures = {
  opened: count,
  resolved: count,
  open: count,
  acknowledge: target,
  resolve: target,
  resolutionRate: z.number().min(0).max(100).nullable(),
  outcomes: z.record(z.string(), z.number().int().min(1)),
  rootCauses: z.record(z.string(), z.number().int().min(1)),
  recovery: z.strictObject({ detractors: count, answeredAgain: count, recovered: count, share: z.number().min(0).max(100).nullable() }),
};
const mrrAtRisk = z.strictObject({ amount: z.number().min(0).nullable(), currency: z.string(), accounts: count, cases: count, unknown: count });

export const loop = z.strictObject({
  timeZone: z.string(),
  currency: z.string(),
  total: z.strictObject({ ...loopFigures, mrrAtRisk }),
  buckets: z.array(z.strictObject({ start: day, end: day, owner: z.string().nullable().optional(), ...loopFigures, mrrAtRisk: mrrAtRisk.optional() })),
});

export const invitations = z.strictObject({ id: z.string().regex(/^inv_/), survey: z.strictObject({ id: z.string().min(1) }), day, count: z.number().int().min(1) });
export const invitationDays = z.strictObject({ timeZone: z.string(), total: count, days: z.array(z.strictObject({ day, count: z.number().int().min(1) })) });

export const referral = z.strictObject({ code: z.string(), program: z.string(), responseId: z.string().optional(), claimedAt: time, visits: count, signups: count });

export const document = z.looseObject({ openapi: z.string().startsWith("3.1.") });

export const erased = z.strictObject({ erased: z.literal(true) });
export const standing = z.union([
  z.strictObject({ suppressed: z.literal(false) }),
  z.strictObject({ suppressed: z.literal(true), reason: z.enum(["unsubscribed", "bounced", "complained", "suppressed"]), since: z.string() }),
  z.strictObject({ suppressed: z.literal(true), reason: z.literal("suppressed"), domain: z.string() }),
]);
export const exported = z.strictObject({
  respondent: z.strictObject({ ids: z.array(z.string()), emails: z.array(z.string()) }),
  responses: z.array(z.looseObject({ id: z.string() })),
  cases: z.array(z.looseObject({ id: z.string() })),
  suppressions: z.array(z.strictObject({ email: z.string(), reason: z.string(), since: z.string() })),
});
