import type { ModalView } from "@slack/types";
import type { BusinessHours } from "../../../shared/domain/calendar.ts";
import type { Case } from "../../../shared/domain/case.ts";
import { type SnoozeChoice, snoozeMoments, snoozeZone } from "../../../shared/domain/snooze.ts";
import { modalFields, momentChoice, pickedDate } from "../modal-fields.ts";
import type { Origin } from "../origin.ts";
import { field, modal, option, remark } from "./modal.ts";

const titles: Readonly<Record<SnoozeChoice, string>> = { hour: "1 hour", tomorrow: "Tomorrow", next_week: "Next week" };

/** When it is, and when people work. */
export type SnoozeTimes = {
  /** ISO 8601. */
  readonly now: string;
  /** The policy's `sla.hours`. */
  readonly hours: BusinessHours;
  /** The policy's, for hours that are `always`. */
  readonly timeZone: string;
};

/**
 * Asks until when a case may wait, and says when that is. Each choice carries the moment it shows, so
 * that it means the same however long the modal has been open.
 */
export function snoozeModal(subject: Case, { now, hours, timeZone }: SnoozeTimes, origin: Origin): ModalView {
  const zone = snoozeZone(hours, timeZone);
  const choices = snoozeMoments(now, hours, timeZone).map(({ choice, until }) => option(momentChoice(choice, until), titles[choice], `until ${clockInWords(Date.parse(until), zone)}`));
  return modal("snooze", subject, origin, {
    title: "Snooze the case",
    submit: "Snooze",
    blocks: [
      field(modalFields.snooze, "Until when may it wait?", {
        type: "radio_buttons",
        options: [...choices, option(pickedDate, "A date", "pick it below")],
      }),
      field(modalFields.date, "The date", { type: "datetimepicker" }, { optional: true, hint: "Only for “A date”, in your own time." }),
      remark(`Times above are in ${zone}. The clock stops until then; it goes on at once when the customer answers again or somebody works on the case.`),
    ],
  });
}

/** "Mon 23 Nov, 09:00 CET": a choice is plain text, which Slack does not translate into the reader's time. */
function clockInWords(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(at);
}
