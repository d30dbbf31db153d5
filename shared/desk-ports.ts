/** The outside needs of the desk's pages, beside `ports.ts`, whose page is full: who it is that looks at them. */

/** Somebody of the team, as whoever vouches for them says. */
export type Visitor = {
  /** Their Slack id; what they do is signed with it. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
};

/** What came of a browser that was sent back to us: who it is, or why it is nobody we know. */
export type Admission = { readonly kind: "admitted"; readonly visitor: Visitor } | { readonly kind: "refused"; readonly because: string };

/** One sign-in: what its answer is known by. Both are random, and belong to one browser. */
export type SignInAttempt = { readonly state: string; readonly nonce: string; /** Where the browser is sent back to; a whole address. */ readonly redirectUri: string };

/** Whoever vouches for people: OpenID Connect's authorization code flow. */
export type SignIn = {
  /** Where a browser is sent to be vouched for; undefined while this is not set up. */
  address(attempt: SignInAttempt): Promise<string | undefined>;
  /** What the code stands for that the browser came back with. */
  admit(code: string, attempt: Pick<SignInAttempt, "nonce" | "redirectUri">): Promise<Admission>;
};

/** A visit, from sign-in until it ends. */
export type Session = { /** Random; what its forms are known by. */ readonly id: string; readonly visitor: Visitor };

/** Sessions, sealed so that a browser can keep them and not change them. */
export type Sessions = {
  /** @param until ISO 8601, UTC */
  seal(session: Session, until: string): Promise<string>;
  /** Undefined when it is not ours, not as we sealed it, or over. */
  open(sealed: string): Promise<Session | undefined>;
  /** What a session's forms carry, so that no other page can send them. */
  formToken(session: Session): Promise<string>;
};
