/** MiniStack's account: it takes any credentials. */
export const account = "000000000000";
export const region = "us-east-1";
export const credentials = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" } as const;

/** What a client of the SDK is made with. */
export function clientOf(endpoint: string) {
  return { endpoint, region, credentials: { accessKeyId: credentials.AWS_ACCESS_KEY_ID, secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY } };
}

/** Says which service is meant; MiniStack reads it and checks nothing. */
function authorization(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=none`;
}

/** Calls EventBridge, for which the project has no client. */
export async function events<T>(endpoint: string, operation: string, body: object): Promise<T> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": `AWSEvents.${operation}`, Authorization: authorization("events") },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Calls IAM, which answers in XML. */
export async function iam(endpoint: string, parameters: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { Authorization: authorization("iam") },
    body: new URLSearchParams({ Version: "2010-05-08", ...parameters }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${parameters["Action"] ?? "?"}: ${text}`);
  return text;
}
