import * as z from "zod/mini";

/** An id of Slack's; what it is made of is Slack's business. */
export const idSchema = z.string().check(z.minLength(1));

/** A part that may be missing, `null`, or something else than we know: all of that is nothing. */
export function maybe<T>(schema: z.ZodMiniType<T>) {
  return z.catch(z.optional(schema), undefined);
}

/** Who did it. */
export const userSchema = z.object({ id: idSchema, team_id: maybe(idSchema) });

/** Where the app is installed. */
export const teamSchema = maybe(z.object({ id: maybe(idSchema) }));

/** Every workspace that is named. */
export function teamsIn(user: z.infer<typeof userSchema>, team: z.infer<typeof teamSchema>): readonly string[] {
  return [...new Set([user.team_id, team?.id])].filter((id) => id !== undefined);
}

/** The modal or the home it was done in. */
export const viewSchema = z.object({
  id: idSchema,
  type: maybe(z.string()),
  callback_id: z.catch(z.string(), ""),
  private_metadata: z.catch(z.string(), ""),
});
