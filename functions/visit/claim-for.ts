import type { Effect } from "../../shared/domain/effect.ts";
import type { RewardProgram } from "../../shared/domain/reward-program.ts";
import type { Claims, RewardStocks } from "../../shared/reward-ports.ts";
import type { Clock, Digest } from "../../shared/ports.ts";

/** What claiming needs of the world. */
export type Claiming = {
  readonly stocks: Pick<RewardStocks, "code">;
  readonly claims: Claims;
  /** The code of one person in one program; the next one of theirs with each further try. */
  readonly codeFor: (person: string, program: string, attempt: number) => Promise<string>;
  readonly digest: Digest;
  readonly clock: Clock;
};

/** How many personal codes are tried: that one of 40 bits is somebody else's happens, but not this often in a row. */
const mostTries = 5;

/**
 * Claims a reward for its person, and answers its code; undefined when there is nothing to claim any more.
 *
 * @throws when a code that was promised is not there
 */
export async function claimFor(
  needs: Claiming,
  { effect, person, program }: { readonly effect: Effect; readonly person: string; readonly program: RewardProgram },
): Promise<string | undefined> {
  const { promised } = effect;
  if (promised?.code !== undefined) return promised.code;
  const at = needs.clock.now().toISOString();
  if (program.kind === "code_pool") {
    if (promised?.serial === undefined) return undefined;
    const code = await needs.stocks.code(program.id, promised.serial);
    if (code === undefined) throw new Error(`${program.id} has no code ${promised.serial}, which was promised with ${effect.id}`);
    return codeOf(await needs.claims.claim(effect.id, { program: program.id, code, at }));
  }
  for (let attempt = 0; attempt < mostTries; attempt += 1) {
    const code = await needs.codeFor(person, program.id, attempt);
    const claimed = await needs.claims.claim(effect.id, { program: program.id, code, at, holder: needs.digest(person) });
    if (claimed.kind !== "code taken") return codeOf(claimed);
  }
  throw new Error(`no personal code is free for ${effect.id}`);
}

function codeOf(claimed: Awaited<ReturnType<Claims["claim"]>>): string | undefined {
  return claimed.kind === "claimed" ? claimed.code : undefined;
}
