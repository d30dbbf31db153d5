import type { Case, TimelineEntry } from "../../shared/domain/case.ts";

type State = Case["state"];
type Stand = { readonly state: State; readonly before: State };

/** The contract's table, read a second time: from where each event may come. */
const from: Readonly<Partial<Record<TimelineEntry["type"], readonly State[]>>> = {
  acknowledge: ["open"],
  contact: ["open", "acknowledged", "snoozed"],
  snooze: ["open", "acknowledged", "contacted", "snoozed"],
  resolve: ["open", "acknowledged", "contacted", "snoozed"],
  reopen: ["resolved"],
  join: ["open", "acknowledged", "contacted", "snoozed"],
  wake: ["snoozed"],
  escalate: ["open"],
};

/** Follows a case's history and says where it goes where it must not, and where it then ends otherwise than the case says. */
export function strayed({ id, state, timeline }: Case): readonly string[] {
  let stand: Stand = { state: "open", before: "open" };
  const wrong: string[] = [];
  for (const [at, entry] of timeline.entries()) {
    if (mayCome(entry)?.includes(stand.state) === false) wrong.push(`${id}: ${entry.type} (line ${at}) came while it was ${stand.state}`);
    stand = after(stand, entry);
  }
  return stand.state === state ? wrong : [...wrong, `${id} is ${state}, and its history says ${stand.state}`];
}

/** A warning is for who has not acknowledged, a reminder for who has; which of the two it was is erased with its person. */
function mayCome(entry: TimelineEntry): readonly State[] | undefined {
  if (entry.type !== "warn") return from[entry.type];
  return entry["step"] === undefined ? ["open", "acknowledged"] : entry["step"] === "contact" ? ["acknowledged"] : ["open"];
}

function after(stand: Stand, { type }: TimelineEntry): Stand {
  const is = (state: State): Stand => ({ state, before: state });
  switch (type) {
    case "acknowledge":
      return is("acknowledged");
    case "contact":
      return is("contacted");
    case "resolve":
      return is("resolved");
    case "reopen":
      return is("open");
    case "snooze":
      return { state: "snoozed", before: stand.before };
    case "note":
    case "assign":
    case "join":
    case "wake":
      return is(stand.before);
    case "open":
    case "warn":
    case "escalate":
    case "message":
    case "correction":
    case "recovery":
      return stand;
  }
}

/** Whether a line of a case's history gets a line in its thread: a reminder is for one person alone. */
export function isToldInThread({ type, ...entry }: TimelineEntry): boolean {
  switch (type) {
    case "open":
    case "join":
    case "correction":
    case "recovery":
    case "message":
      return false;
    case "warn":
      return entry["step"] !== "contact";
    case "escalate":
    case "wake":
    case "acknowledge":
    case "assign":
    case "note":
    case "contact":
    case "snooze":
    case "resolve":
    case "reopen":
      return true;
  }
}
