import { apiOf } from "./api.ts";
import { mailboxOf } from "./mailbox.ts";
import { changedPolicy, unfolded } from "./policies.ts";
import { type StartOptions, forget, newHome, start } from "./process.ts";
import { slackOf } from "./slack.ts";

/** The real thing, running in a process of its own, and every way in and out of it. */
export type Afterscore = Awaited<ReturnType<typeof startAfterscore>>;

/** Starts it in a new data folder (or a given one); `stop` ends it and removes the folder. */
export async function startAfterscore(options: StartOptions = {}) {
  const started = await start(options);
  const { local, home } = started;
  return {
    ...started,
    ...apiOf(local),
    slack: slackOf(local),
    mailbox: mailboxOf(local),
    /** Ends it as a test is done with it, and leaves nothing behind. */
    stop: async () => {
      await started.kill();
      forget(home);
    },
    /** Starts it again over the same folder; it must have ended. */
    again: () => startAfterscore({ ...options, home }),
  };
}

/** Starts it with a policy by which every case gets a card of its own. */
export function startUnfolded(): Promise<Afterscore> {
  const home = newHome();
  return startAfterscore({ home, policy: changedPolicy(home, [unfolded]) });
}
