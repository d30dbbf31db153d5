/** Where progress is shown: a terminal, or a file or pipe that keeps every line. */
export type Screen = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
};

/** Shows how far something is. */
export type Progress = {
  /** @param note what is being worked on, in a few words */
  show(done: number, note: string): void;
  /** Ends the line, so that what follows stands on its own. */
  end(): void;
};

const widestBar = 40;
const narrowestBar = 5;
/** Where nothing can be overwritten: one line for each so many parts of the whole. */
const linesWritten = 4;

/** Progress towards a total: one line that is written over in a terminal, a few plain lines elsewhere. */
export function progressOn(screen: Screen, label: string, total: number): Progress {
  return screen.isTTY === true ? bar(screen, label, total) : lines(screen, label, total);
}

function bar(screen: Screen, label: string, total: number): Progress {
  return {
    show: (done, note) => { screen.write(`\r\u001B[2K${barLine({ label, done, total, note, columns: screen.columns ?? 80 })}`); },
    end: () => { screen.write("\n"); },
  };
}

/** The line of a progress bar; it never fills the last column, where terminals break lines. */
export function barLine(parts: { label: string; done: number; total: number; note: string; columns: number }): string {
  const { label, done, total, note, columns } = parts;
  const count = `${String(done).padStart(String(total).length)} of ${total}`;
  const room = columns - 1;
  const barRoom = room - label.length - count.length - 2;
  if (barRoom < narrowestBar) return `${label} ${count}`.slice(0, room);
  const withNote = barRoom - note.length - 2 >= narrowestBar;
  const width = Math.min(widestBar, withNote ? barRoom - note.length - 2 : barRoom);
  const filled = total === 0 ? width : Math.floor((done / total) * width);
  return `${label} ${"█".repeat(filled)}${"░".repeat(width - filled)} ${count}${withNote ? `  ${note}` : ""}`;
}

function lines(screen: Screen, label: string, total: number): Progress {
  let written = 0;
  return {
    show: (done) => {
      const due = total === 0 ? 0 : Math.floor((done * linesWritten) / total);
      if (due <= written) return;
      written = due;
      screen.write(`${label} ${done} of ${total}\n`);
    },
    end: () => undefined,
  };
}
