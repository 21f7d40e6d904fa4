import type { Scenario } from "@millrace/tooling-engines";
import { clientFunctions } from "./client-functions.ts";
import { clientMaterials } from "./client-materials.ts";
import { clientProjects } from "./client-projects.ts";
import { clientRuns } from "./client-runs.ts";
import { clientContext, type ClientScenarios } from "./client-support.ts";
import type { Peer } from "./peer.ts";
import type { SdkScenario } from "./sdk-scenarios.ts";

const all: ClientScenarios = { ...clientProjects, ...clientFunctions, ...clientRuns, ...clientMaterials };

/** What only the SDK has: YAML files, runs of tasks without code, and boto3. */
const onlyTheirs = new Set(["functions.imported", "runs.actions"]);

/** Our client before our server, with the scenarios of DigitalHub's SDK. */
export const clientScenarios = (peer: Peer, scenarios: readonly SdkScenario[]): readonly Scenario[] => {
  const wanted = scenarios.filter(({ id }) => !id.startsWith("objects.") && !onlyTheirs.has(id));
  const known = new Set(wanted.map(({ id }) => id));
  const stray = Object.keys(all).find((id) => !known.has(id));
  if (stray !== undefined) throw new Error(`our client has a scenario '${stray}' that the SDK has not`);
  return wanted.map(({ id, name }) => ({
    name: `our client: ${name}`,
    run: async () => {
      const scenario = all[id];
      if (scenario === undefined) throw new Error(`our client has no scenario '${id}'`);
      await scenario(await clientContext(peer));
    },
  }));
};
