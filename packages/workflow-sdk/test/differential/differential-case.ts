import type { Script, ScriptedWorkflow } from "../../src/testing/script.ts";
import type { ScriptedActivity } from "./scripted-activities.ts";
import type { Stage } from "./stage.ts";

/** Something that is played on the real server and on ours; the histories that come of it are compared. */
export interface DifferentialCase {
  /** The name of its file of recorded histories, too. */
  readonly name: string;
  /** Made anew for each play. */
  readonly workflows: (stage: Stage) => Readonly<Record<string, Script | ScriptedWorkflow>>;
  readonly activities?: (stage: Stage) => Readonly<Record<string, ScriptedActivity>>;
  /** Default `false`. */
  readonly sticky?: boolean;
  /** Nothing is polled until the case opens the gate `polls`. Default `false`. */
  readonly late?: boolean;
  /** Default: `main` is started and comes to its end. */
  readonly drive?: (stage: Stage) => Promise<void>;
}

/** The case in which `main` is started and comes to its end. */
export const ordinary = (
  name: string,
  run: Script | ScriptedWorkflow,
  more: Omit<DifferentialCase, "name" | "workflows"> = {},
): DifferentialCase => ({ name, workflows: () => ({ main: run }), ...more });
