import type { MessageInitShape } from "@bufbuild/protobuf";
import type { command } from "@millrace/protocol/temporal";

/** A command of a workflow; made by {@link startTimer} and its like. */
export interface ScriptCommand {
  /** `startTimer`, `completeWorkflow` … */
  readonly name: string;
}

export type WireCommand = MessageInitShape<typeof command.CommandSchema>;

/** What a command takes from the worker that sends it. */
export interface CommandPlace {
  readonly taskQueue: string;
}

/** What is behind every {@link ScriptCommand}. */
export class MadeCommand implements ScriptCommand {
  readonly name: string;
  readonly toWire: (place: CommandPlace) => WireCommand;

  constructor(name: string, wire: WireCommand | ((place: CommandPlace) => WireCommand)) {
    this.name = name;
    this.toWire = typeof wire === "function" ? wire : () => wire;
  }
}
