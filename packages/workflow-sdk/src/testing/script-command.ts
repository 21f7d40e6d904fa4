import type { MessageInitShape } from "@bufbuild/protobuf";
import type { command } from "@millrace/protocol/temporal";

/** A command of a workflow; made by {@link startTimer} and its like. */
export interface ScriptCommand {
  /** `startTimer`, `completeWorkflow` … */
  readonly name: string;
}

export type WireCommand = MessageInitShape<typeof command.CommandSchema>;

/** What is behind every {@link ScriptCommand}. */
export class MadeCommand implements ScriptCommand {
  readonly name: string;
  readonly wire: WireCommand;

  constructor(name: string, wire: WireCommand) {
    this.name = name;
    this.wire = wire;
  }
}
