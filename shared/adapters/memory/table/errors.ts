import {
  type CancellationReason,
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  ResourceNotFoundException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { type Item, wireItem } from "./values.ts";

const conditionFailedMessage = "The conditional request failed";

/** A request that DynamoDB would not take; the SDK has no class of its own for it. */
export function invalid(message: string): DynamoDBServiceException {
  return new DynamoDBServiceException({ name: "ValidationException", $fault: "client", message, $metadata: { httpStatusCode: 400 } });
}

/** Whether an error says that a request was not valid. */
export function isInvalid(error: unknown): error is DynamoDBServiceException {
  return error instanceof DynamoDBServiceException && error.name === "ValidationException";
}

/** There is one table here, and it has another name. */
export function noSuchTable(): ResourceNotFoundException {
  return new ResourceNotFoundException({ message: "Requested resource not found", $metadata: { httpStatusCode: 400 } });
}

/** A condition that did not hold; `found` is what the caller asked to be told of. */
export function conditionFailed(found: Item | undefined): ConditionalCheckFailedException {
  return new ConditionalCheckFailedException({
    message: conditionFailedMessage,
    $metadata: { httpStatusCode: 400 },
    ...(found === undefined ? {} : { Item: wireItem(found) }),
  });
}

/** The reason of one action in a cancelled transaction. */
export const reason = {
  none: (): CancellationReason => ({ Code: "None" }),
  conditionFailed: (found: Item | undefined): CancellationReason => ({
    Code: "ConditionalCheckFailed",
    Message: conditionFailedMessage,
    ...(found === undefined ? {} : { Item: wireItem(found) }),
  }),
  invalid: (message: string): CancellationReason => ({ Code: "ValidationError", Message: message }),
} as const;

/** A transaction of which nothing was written. */
export function cancelled(reasons: CancellationReason[]): TransactionCanceledException {
  const codes = reasons.map(({ Code }) => Code).join(", ");
  return new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    $metadata: { httpStatusCode: 400 },
    CancellationReasons: reasons,
  });
}
