// Numaflow's own SDKs and ours, each against the other: `npm run interop -- numaflow`.
import { runScenarios } from "@millrace/tooling-engines";
import { goJudge, pythonJudge } from "./judges.ts";
import { ourServers } from "./our-servers.ts";
import { theirServers } from "./their-servers.ts";

void runScenarios(async () => {
  const judges = [await goJudge(), await pythonJudge()];
  return [...ourServers(judges), ...theirServers(judges)];
});
