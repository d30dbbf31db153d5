/** The subject of a mail that somebody of the team writes to a customer: it is shown to them before they send it. */
export function replySubject(company: string): string {
  return `Your feedback to ${company}`;
}
