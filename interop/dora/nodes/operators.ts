// Operators for our host: one that doubles, and one that stops the host after three inputs.
import { DoraStatus, DoraValue, type DoraEvent, type Operator, type SendOutput } from "@millrace/dataflow-runtime";

export class Doubler implements Operator {
  onEvent(event: DoraEvent, sendOutput: SendOutput): DoraStatus {
    if (event.type === "INPUT") {
      const doubled = Array.from(event.value.as("Int64"), (item) => 2n * (item ?? 0n));
      sendOutput("doubled", DoraValue.from(doubled, "Int64"), event.metadata);
    }
    return DoraStatus.CONTINUE;
  }
}

export class StopsAll implements Operator {
  #left = 3;

  onEvent(event: DoraEvent): DoraStatus {
    if (event.type === "INPUT") this.#left -= 1;
    return this.#left === 0 ? DoraStatus.STOP_ALL : DoraStatus.CONTINUE;
  }
}

export const idle = (): DoraStatus => DoraStatus.CONTINUE;
