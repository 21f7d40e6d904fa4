import type { Scenario } from "@millrace/tooling-engines";
import type { Peer } from "./peer.ts";

/** A scenario of `python/`, as `run.py list` tells it. */
export interface SdkScenario {
  /** `runs.local` */
  readonly id: string;
  /** `a plain function runs locally and has a result` */
  readonly name: string;
}

export const listSdkScenarios = async (peer: Peer): Promise<readonly SdkScenario[]> =>
  JSON.parse((await peer.python("run.py", "list")).trim().split("\n").at(-1) ?? "") as readonly SdkScenario[];

/** DigitalHub's SDK, unmodified, before our server. */
export const sdkScenarios = (peer: Peer, scenarios: readonly SdkScenario[]): readonly Scenario[] =>
  scenarios.map(({ id, name }) => ({
    name: `DigitalHub's SDK: ${name}`,
    run: async () => {
      await peer.python("run.py", id, peer.newProject());
    },
  }));
