import { createRemoteJWKSet } from "jose";
import type { Admission, SignIn } from "../../desk-ports.ts";
import type { Clock } from "../../ports.ts";
import { exchangeCode } from "./exchange-code.ts";
import { readIdToken } from "./read-id-token.ts";

/** The Slack app that people sign in by, and the one workspace that they must be of. */
export type SlackApp = { readonly clientId: string; readonly clientSecret: string; readonly teamId: string };

/** What may be known of the app; nobody can sign in unless all of it is. */
export type MaybeSlackApp = { readonly [Part in keyof SlackApp]?: SlackApp[Part] | undefined };

export type SlackSignInNeeds = {
  /** Asked for with each sign-in, since it may be set or changed while we run. */
  readonly app: () => Promise<MaybeSlackApp>;
  readonly clock: Clock;
  /** Where Slack is, with a slash at the end; Slack's own address when absent. Who issues stays Slack. */
  readonly slackUrl?: string;
};

/** How long Slack may take for its keys; milliseconds. */
const timeoutMs = 2_000;

/**
 * Sign in with Slack, which is OpenID Connect (docs.slack.dev/authentication/sign-in-with-slack). What people may be
 * told of is `refused`.
 *
 * @throws SlackUnreachable when Slack cannot be asked, or answers what nobody can read
 */
export function slackSignIn({ app, clock, slackUrl = "https://slack.com/" }: SlackSignInNeeds): SignIn {
  const keys = createRemoteJWKSet(new URL("openid/connect/keys", slackUrl), { timeoutDuration: timeoutMs });
  return {
    address: async ({ state, nonce, redirectUri }) => {
      const known = setUp(await app());
      if (known === undefined) return undefined;
      const url = new URL("openid/connect/authorize", slackUrl);
      url.search = new URLSearchParams({
        response_type: "code",
        scope: "openid profile email",
        client_id: known.clientId,
        team: known.teamId,
        state,
        nonce,
        redirect_uri: redirectUri,
      }).toString();
      return url.href;
    },
    admit: async (code, { nonce, redirectUri }): Promise<Admission> => {
      const known = setUp(await app());
      if (known === undefined) return { kind: "refused", because: "Nobody has set up signing in here." };
      const exchanged = await exchangeCode(new URL("api/openid.connect.token", slackUrl), { ...known, code, redirectUri });
      if (exchanged.kind === "refused") return exchanged;
      return readIdToken(exchanged.idToken, { keys, clientId: known.clientId, teamId: known.teamId, nonce, now: clock.now() });
    },
  };
}

function setUp({ clientId, clientSecret, teamId }: MaybeSlackApp): SlackApp | undefined {
  return clientId === undefined || clientSecret === undefined || teamId === undefined ? undefined : { clientId, clientSecret, teamId };
}
