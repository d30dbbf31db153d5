/** Slack could not be asked who somebody is; why is in `cause`, as far as there is one. Nothing of its answer is quoted. */
export class SlackUnreachable extends Error {
  override readonly name = "SlackUnreachable";
}
