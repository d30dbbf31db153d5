import type { Examination } from "../../../../shared/domain/finding.ts";
import type { Formats } from "../formats.ts";
import type { Language } from "../language.ts";
import { Moment, Tag } from "../pieces.tsx";
import { setupWords } from "./words.ts";

/** What the desk can tell by itself of how things go. */
export type Health = { readonly waiting: number; readonly parked: number; readonly isRebuilding: boolean };

const rank = { wrong: 0, hint: 1, ok: 2 } as const;
const looks = { wrong: "bad", hint: "warn", ok: "good" } as const;

type Read = { readonly language: Language; readonly formats: Formats };

/** Whether the store answers, and whether anything waits for somebody. */
export function HealthSection({ health: { waiting, parked, isRebuilding }, language, formats }: Read & { readonly health: Health }) {
  const words = setupWords[language];
  const rows = [
    // Without it there would be no page.
    { name: words.store, said: words.answers, isWell: true },
    { name: words.waiting, said: waiting === 0 ? words.nothingWaits : words.waits(formats.count(waiting)), isWell: waiting === 0 },
    { name: words.parked, said: parked === 0 ? words.nothingParked : words.parkedRecords(formats.count(parked)), isWell: parked === 0 },
    { name: words.rebuild, said: isRebuilding ? words.rebuilding : words.noRebuild, isWell: !isRebuilding },
  ];
  return (
    <section aria-labelledby="health">
      <h2 id="health">{words.health}</h2>
      <dl>{rows.map(({ name, said, isWell }) => <><dt>{name}</dt><dd><Tag look={isWell ? "good" : "bad"}>{words.finding[isWell ? "ok" : "wrong"]}</Tag> {said}</dd></>)}</dl>
    </section>
  );
}

/** What the doctor found when an operator last ran it. */
export function DoctorSection({ examination, language, formats }: Read & { readonly examination: Examination | undefined }) {
  const words = setupWords[language];
  return (
    <section aria-labelledby="doctor">
      <h2 id="doctor">{words.doctor}</h2>
      {examination === undefined ? <p class="empty">{words.doctorNever}</p> : (
        <>
          <p class="soft small">{`${words.doctorAsOf} `}<Moment at={examination.at} formats={formats} /></p>
          <ul class="plain">{examination.findings.toSorted((a, b) => rank[a.kind] - rank[b.kind]).map(({ kind, text }) => <li><Tag look={looks[kind]}>{words.finding[kind]}</Tag> <span lang="en">{text}</span></li>)}</ul>
        </>
      )}
    </section>
  );
}
