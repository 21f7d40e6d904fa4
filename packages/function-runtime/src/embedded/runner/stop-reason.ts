/** Why a run is to end before its function did. */
export class StopReason {
  /** `stop`: it becomes STOPPED. `deadline`: it becomes ERROR. `discard`: it is about to be deleted. */
  readonly how: "stop" | "deadline" | "discard";
  readonly message: string;

  constructor(how: StopReason["how"], message: string) {
    this.how = how;
    this.message = message;
  }
}
