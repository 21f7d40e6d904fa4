import type { HlcTimestamp } from "./node-link.ts";
import type { ParameterInput, ParameterValue } from "./parameter.ts";

/** What came with a message: when it was sent, and the parameters that its sender gave. */
export interface Metadata {
  readonly timestamp: Date;
  readonly hlc: HlcTimestamp;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** The parameters for a message that follows from this one; its time is its own. */
  readonly forward: () => Readonly<Record<string, ParameterInput>>;
}
