import type { presentAccount } from "../../../shared/domain/account.ts";
import { accountFieldsSchema } from "../../../shared/domain/response.ts";
import { type Area, answering } from "../area.ts";
import { accountShown, accountWords } from "./answered.ts";

const acme = { name: "Acme", plan: "Scale", mrr: 2000, currency: "USD", renewsOn: "2027-01-15", owner: { email: "mia@us.example" } };
const inPath = { id: "Your own id of the account, percent-encoded." };

/** `PUT` and `GET /v1/accounts/{id}`. */
export const accounts: Area = {
  name: "Accounts",
  description: "The account directory. Responses that carry facts about their account write them here as well; of two facts the newer one stays.",
  requests: { AccountFields: { schema: accountFieldsSchema, words: { "": "What is known of an account.", ...accountWords("") } } },
  answers: { Account: { schema: answering<ReturnType<typeof presentAccount>>()(accountShown), words: { "": "An account as it is known now.", id: "Your own id.", ...accountWords("") } } },
  operations: [
    {
      method: "put",
      path: "/v1/accounts/{id}",
      id: "putAccount",
      summary: "Write an account",
      description: "Replaces the whole entry: what is left out is taken away.",
      scope: "write",
      inPath,
      body: { as: { "application/json": "AccountFields" }, limitKiB: 64 },
      answers: { 200: { description: "The account as it now is.", schema: "Account" } },
      examples: {
        whole: { summary: "All that is known", with: { id: "acme" }, body: acme, answer: { id: "acme", ...acme } },
      },
    },
    {
      method: "get",
      path: "/v1/accounts/{id}",
      id: "getAccount",
      summary: "Read an account",
      scope: "read",
      inPath,
      answers: { 200: { description: "The account.", schema: "Account" } },
      examples: { known: { summary: "One that was written", with: { id: "acme" }, answer: { id: "acme", ...acme } } },
    },
  ],
};
