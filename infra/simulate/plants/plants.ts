import { approveByItself } from "./approve-by-itself.ts";
import { countWithoutTheCheckpoint } from "./count-without-the-checkpoint.ts";
import { dropTheSweeper } from "./drop-the-sweeper.ts";
import { eraseAndNotRemember } from "./erase-and-not-remember.ts";
import { escalateAfterAcknowledge } from "./escalate-after-acknowledge.ts";
import { forgetTheChatText } from "./forget-the-chat-text.ts";
import { forgetTheFolded } from "./forget-the-folded.ts";
import { keepTheMail } from "./keep-the-mail.ts";
import { lateAcknowledgeUnresolves } from "./late-acknowledge-unresolves.ts";
import { lateRetryReverts } from "./late-retry-reverts.ts";
import { logThePerson } from "./log-the-person.ts";
import type { Plant } from "./plant.ts";
import { promiseAndNotTake } from "./promise-and-not-take.ts";
import { queueBeforeTheLedger } from "./queue-before-the-ledger.ts";
import { repeatAnAmbiguousSend } from "./repeat-an-ambiguous-send.ts";
import { skipTheClaim } from "./skip-the-claim.ts";
import { twoLinesForOneEvent } from "./two-lines-for-one-event.ts";
import { writeAtNight } from "./write-at-night.ts";
import { writeToWhoLeft } from "./write-to-who-left.ts";

/** Every bug that can be put in. */
export const plants: readonly Plant[] = [
  skipTheClaim,
  repeatAnAmbiguousSend,
  countWithoutTheCheckpoint,
  queueBeforeTheLedger,
  dropTheSweeper,
  lateRetryReverts,
  logThePerson,
  forgetTheChatText,
  keepTheMail,
  eraseAndNotRemember,
  escalateAfterAcknowledge,
  lateAcknowledgeUnresolves,
  twoLinesForOneEvent,
  forgetTheFolded,
  writeToWhoLeft,
  writeAtNight,
  approveByItself,
  promiseAndNotTake,
];
