import { startDynamoDb } from "../../../../infra/local/engines/dynamodb.ts";

// A process of its own, so that a test can kill it: starts the engine over the folder it is given.
const engine = await startDynamoDb({ folder: process.argv[2]! });
process.stdout.write(`${engine.endpoint}\n`);
