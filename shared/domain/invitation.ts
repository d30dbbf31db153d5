/** Invitations to answer a survey, as they are counted. */
export type Invitations = {
  /** `inv_…` */
  readonly id: string;
  /** The survey's id. */
  readonly survey: string;
  /** The local day on which they were sent, in the reporting time zone, `YYYY-MM-DD`. */
  readonly day: string;
  readonly count: number;
};
