/** What the API says of itself. It is made when the product is built, from the schemas that validate and the policy at hand. */
export type ApiDocuments = {
  /** OpenAPI 3.1 as JSON. */
  readonly openapi: string;
  /** The same as an HTML page. */
  readonly page: string;
  /** The Content-Security-Policy under which the page is shown: it knows the digest of the page's own style. */
  readonly pagePolicy: string;
};
