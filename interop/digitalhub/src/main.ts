// DigitalHub's own Python SDK before our REST server, and our client with the same scenarios:
// `npm run interop -- digitalhub`.
import { runScenarios } from "@millrace/tooling-engines";
import { authScenarios } from "./auth-scenarios.ts";
import { clientScenarios } from "./client-scenarios.ts";
import { fuzzScenarios } from "./fuzz-scenarios.ts";
import { nodejsScenarios } from "./nodejs-scenarios.ts";
import { parquetScenarios } from "./parquet-scenarios.ts";
import { connectPeer, type Peer } from "./peer.ts";
import { listSdkScenarios, sdkScenarios } from "./sdk-scenarios.ts";

const main = async (only: string | undefined): Promise<void> => {
  let peer: Peer | undefined;
  await runScenarios(async () => {
    peer = await connectPeer();
    const listed = await listSdkScenarios(peer);
    const all = [
      ...sdkScenarios(peer, listed),
      ...clientScenarios(peer, listed),
      ...nodejsScenarios(peer),
      ...parquetScenarios(peer),
      ...authScenarios,
      ...fuzzScenarios(peer),
    ];
    return only === undefined ? all : all.filter(({ name }) => name.includes(only));
  });
  await peer?.[Symbol.asyncDispose]();
};

void main(process.argv[2]);
