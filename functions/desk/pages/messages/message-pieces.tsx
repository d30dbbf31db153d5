import type { Effect } from "../../../../shared/domain/effect.ts";
import type { FoundResponse } from "../../../../shared/ports.ts";
import type { Onlooker } from "../desk-env.ts";
import { accountIn, personIn } from "../responses/person.ts";
import { messagesWords } from "./words.ts";

/** Whom a response's messages go to or are about, for who may see customers; the response's id for everybody else. */
export function Recipient({ effect: { responseId }, found, onlooker }: { readonly effect: Effect; readonly found: FoundResponse | undefined; readonly onlooker: Onlooker }) {
  if (found === undefined || !onlooker.rights.has("see customers")) return <>{responseId}</>;
  const { body } = found.response;
  const account = accountIn(body);
  return <>{account === undefined ? personIn(body) : `${personIn(body)}, ${account}`}</>;
}

/** The response that a message comes of, and its case; as links for who may open them. */
export function About({ effect: { responseId, caseId }, onlooker: { rights, language } }: { readonly effect: Effect; readonly onlooker: Onlooker }) {
  const words = messagesWords[language];
  // A storm's card and a digest belong to no response.
  if (!rights.has("see customers") || !responseId.startsWith("rsp_")) return <>{responseId}</>;
  return (
    <>
      <a href={`/desk/responses/${responseId}`}>{words.response(responseId)}</a>
      {caseId === undefined ? null : <>{" · "}<a href={`/desk/cases/${encodeURIComponent(caseId)}`}>{words.case}</a></>}
    </>
  );
}
