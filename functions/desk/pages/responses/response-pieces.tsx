import type { Response } from "../../../../shared/domain/response.ts";
import type { Formats } from "../formats.ts";
import type { Language } from "../language.ts";
import { Tag, looks } from "../pieces.tsx";
import { commonWords } from "../words.ts";
import { responsesWords } from "./words.ts";

/** An answer's score, with what it means. */
export function ScoreOf({ response: { body, band }, language, formats }: { readonly response: Pick<Response, "body" | "band">; readonly language: Language; readonly formats: Formats }) {
  const words = commonWords[language];
  return <>{`${words.metric[body.metric]} `}<data value={body.score}>{formats.count(body.score)}</data>{" "}<Tag look={looks.band[band]}>{words.band[band]}</Tag></>;
}

/** What an answer is when it is none that somebody gives today. */
export function Marks({ response: { body }, language }: { readonly response: Pick<Response, "body">; readonly language: Language }) {
  return (
    <>
      {body.test === true ? <>{" "}<Tag look="warn">{commonWords[language].test}</Tag></> : null}
      {body.backfill === true ? <>{" "}<Tag look="quiet">{responsesWords[language].backfill}</Tag></> : null}
    </>
  );
}
