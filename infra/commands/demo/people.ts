import { type DemoAccount, accounts } from "./accounts.ts";
import { chanceOf } from "./chance.ts";
import { voices } from "./voices.ts";
import type { Voice } from "./voices/voice.ts";

/** Somebody at an account who answers surveys. */
export type Person = {
  readonly account: DemoAccount;
  readonly respondent: {
    readonly id?: string;
    readonly email?: string;
    readonly name: string;
    readonly locale: string;
    readonly timeZone: string;
  };
};

/** People of an account; the square root keeps the largest from drowning the others. */
function headcount({ seats }: DemoAccount): number {
  return Math.round(5 + 1.7 * Math.sqrt(seats));
}

/** Everyone at every account: the same people on whatever day the demo runs. */
export const people: readonly Person[] = accounts.flatMap(peopleOf);

function peopleOf(account: DemoAccount): Person[] {
  const chance = chanceOf(`people of ${account.id}`);
  const voice: Voice = voices[account.language];
  const names = chance.shuffled(voice.given.flatMap((given) => voice.family.map((family) => ({ given, family }))));
  return names.slice(0, headcount(account)).map(({ given, family }, at) => {
    // Some are known by id alone, and cannot be mailed; some by address alone, as survey tools send them.
    const reach = chance.below(20);
    const id = { id: `u_${account.id}_${at + 1}` };
    const email = { email: `${given[1]}.${family[1]}@${account.id}.example` };
    return {
      account,
      respondent: {
        ...(reach === 0 ? {} : id),
        ...(reach === 1 ? {} : email),
        name: voice.fullName(given[0], family[0]),
        locale: account.locale,
        timeZone: account.timeZone,
      },
    };
  });
}
