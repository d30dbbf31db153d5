import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import type * as z from "zod/mini";
import { type SecretName, type SecretState, secretState } from "./values.ts";
import { secretName } from "../../../names.ts";

/** The secrets of one stage, as an operator works on them. */
export type Vault = {
  read<T>(name: SecretName, schema: z.ZodMiniType<T>): Promise<SecretState<T>>;
  /** When it was given a value last, ISO 8601; of one that is there. */
  changedAt(name: SecretName): Promise<string | undefined>;
  write(name: SecretName, value: object): Promise<void>;
};

/** Opens the secrets of a stage, with the SDK's own configuration. */
export function openVault(stage: string): Vault {
  const client = new SecretsManagerClient();
  const idOf = (name: SecretName) => secretName(stage, name);
  return {
    read: async (name, schema) => {
      try {
        const { SecretString = "" } = await client.send(new GetSecretValueCommand({ SecretId: idOf(name) }));
        return secretState(SecretString, schema);
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return { kind: "missing" };
        throw error;
      }
    },
    changedAt: async (name) => {
      const { LastChangedDate } = await client.send(new DescribeSecretCommand({ SecretId: idOf(name) }));
      return LastChangedDate?.toISOString();
    },
    write: async (name, value) => {
      await client.send(new PutSecretValueCommand({ SecretId: idOf(name), SecretString: JSON.stringify(value) }));
    },
  };
}
