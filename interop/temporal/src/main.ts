// Temporal's own server and SDKs beside ours: `npm run interop -- temporal`.
import { runScenarios } from "@millrace/tooling-engines";
import { corpusScenarios } from "./corpus.ts";
import { payloadScenarios } from "./payloads.ts";
import { realServerProgram, startRealServer } from "./real-server.ts";

const main = async (): Promise<void> => {
  const program = await realServerProgram();
  await using server = await startRealServer(program);
  await runScenarios(async () => [...(await payloadScenarios()), ...corpusScenarios(server.address)]);
};

void main();
