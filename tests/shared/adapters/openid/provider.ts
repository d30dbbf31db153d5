import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type CryptoKey, type JWTPayload, SignJWT, exportJWK, generateKeyPair } from "jose";
import { onTestFinished } from "vitest";

/** What a request for a token is answered with. */
export type TokenAnswer = { readonly status?: number; readonly body: unknown; readonly delayMs?: number; readonly location?: string };

/** Whoever vouches for people, on this machine: its keys, and what it says to a code. */
export type Provider = {
  /** Ends in a slash. */
  readonly url: string;
  /** The forms that were posted for tokens. */
  readonly asked: URLSearchParams[];
  readonly keysAsked: { times: number };
  /** What the next requests are answered with. */
  answers: { token: TokenAnswer; keys?: TokenAnswer };
  readonly sign: (claims: JWTPayload, by?: CryptoKey) => Promise<string>;
  readonly stranger: CryptoKey;
};

/** Starts a provider that is gone after the test. */
export async function startProvider(): Promise<Provider> {
  const [ours, stranger] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: "k1", alg: "RS256", use: "sig" };
  const asked: URLSearchParams[] = [];
  const keysAsked = { times: 0 };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const isToken = request.url === "/api/openid.connect.token";
      if (isToken) asked.push(new URLSearchParams(body));
      else keysAsked.times += 1;
      const answer = isToken ? provider.answers.token : (provider.answers.keys ?? { body: { keys: [jwk] } });
      setTimeout(() => {
        response.writeHead(answer.status ?? 200, { "Content-Type": "application/json", ...(answer.location === undefined ? {} : { Location: answer.location }) });
        response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
      }, answer.delayMs ?? 0);
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const provider: Provider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    keysAsked,
    answers: { token: { body: { ok: false, error: "invalid_code" } } },
    sign: (claims, by = ours.privateKey) => new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "k1" }).sign(by),
    stranger: stranger.privateKey,
  };
  return provider;
}
