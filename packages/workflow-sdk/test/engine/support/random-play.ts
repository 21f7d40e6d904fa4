import fc from "fast-check";
import { ConnectError } from "@connectrpc/connect";
import { enums, type command, type history } from "@millrace/protocol/temporal";
import { activity, child, complete, seconds, timer, wire } from "./commands.ts";
import { TestEngine } from "./engine.ts";

/** What somebody may do next. */
export type Step =
  | { readonly do: "complete"; readonly commands: readonly string[]; readonly next: boolean }
  | { readonly do: "take" | "fail" | "takeActivity" | "signal" | "cancel" | "startAgain" }
  | { readonly do: "endActivity"; readonly how: "complete" | "fail" | "cancel" | "beat" }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "terminate" };

const commandNames = ["timer", "dropTimer", "activity", "eager", "dropActivity", "child", "signalChild", "marker"];
const rare = ["complete", "fail", "continue", "bad"];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      do: fc.constant("complete" as const),
      commands: fc.array(
        fc.oneof(
          { weight: 12, arbitrary: fc.constantFrom(...commandNames) },
          { weight: 1, arbitrary: fc.constantFrom(...rare) },
        ),
        { maxLength: 4 },
      ),
      next: fc.boolean(),
    }),
  },
  {
    weight: 18,
    arbitrary: fc.record({
      do: fc.constantFrom("take", "take", "fail", "takeActivity", "takeActivity", "signal", "cancel", "startAgain"),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("endActivity" as const),
      how: fc.constantFrom("complete", "complete", "fail", "cancel", "beat"),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(1, 500, 1000, 5000, 10_000, 60_000) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "terminate" as const }) },
) as fc.Arbitrary<Step>;

export const steps: fc.Arbitrary<Step[]> = fc.array(step, { minLength: 5, maxLength: 60, size: "max" });

/** Plays the steps on a server of its own; gives the histories of all runs. */
export async function play(script: readonly Step[]): Promise<readonly (readonly history.HistoryEvent[])[]> {
  using engine = new TestEngine({ limits: { bufferedEvents: 8 } });
  const player = new Player(engine);
  await player.startAgain();
  for (const { do: name, ...rest } of script) await refusable(() => player.perform({ do: name, ...rest } as Step));
  return await Promise.all([...engine.core.runs].map(({ workflowId, runId }) => engine.events(workflowId, runId)));
}

/** A refusal is an answer like any other; anything else is a defect. */
async function refusable(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error;
  }
}

class Player {
  readonly #engine: TestEngine;
  readonly #tasks: Uint8Array[] = [];
  readonly #activities: Uint8Array[] = [];
  #count = 0;

  constructor(engine: TestEngine) {
    this.#engine = engine;
  }

  async startAgain(): Promise<void> {
    const retryPolicy = { initialInterval: seconds(1), maximumAttempts: 2 };
    await this.#engine.start("w", { requestId: String(this.#count++), workflowRunTimeout: seconds(300), retryPolicy });
  }

  async perform(now: Step): Promise<void> {
    const engine = this.#engine;
    const workflowExecution = { workflowId: "w" };
    if (now.do === "wait") return engine.clock.advance(now.ms);
    if (now.do === "take") return this.#take();
    if (now.do === "complete")
      return this.#complete(
        now.commands.map((name) => this.#command(name)),
        now.next,
      );
    if (now.do === "fail") {
      const taskToken = this.#tasks.pop() ?? new Uint8Array();
      await engine.call("respondWorkflowTaskFailed", { taskToken });
    } else if (now.do === "takeActivity") {
      const task = await engine.activityTask();
      if (task !== undefined) this.#activities.push(task.taskToken);
    } else if (now.do === "endActivity") await this.#endActivity(now.how);
    else if (now.do === "signal") await engine.signal("w", "signal", String(this.#count++));
    else if (now.do === "cancel") await engine.call("requestCancelWorkflowExecution", { workflowExecution });
    else if (now.do === "terminate") await engine.call("terminateWorkflowExecution", { workflowExecution });
    else await this.startAgain();
  }

  async #take(): Promise<void> {
    const task = (await this.#engine.workflowTask()) ?? (await this.#engine.workflowTask("sticky"));
    if (task !== undefined) this.#tasks.push(task.taskToken);
  }

  async #complete(commands: readonly command.Command[], returnNewWorkflowTask: boolean): Promise<void> {
    if (this.#tasks.length === 0) await this.#take();
    const { workflowTask, activityTasks } = await this.#engine.call("respondWorkflowTaskCompleted", {
      taskToken: this.#tasks.pop() ?? new Uint8Array(),
      commands: [...commands],
      returnNewWorkflowTask,
      ...(returnNewWorkflowTask && {
        stickyAttributes: { workerTaskQueue: { name: "sticky" }, scheduleToStartTimeout: seconds(5) },
      }),
    });
    if (workflowTask !== undefined) this.#tasks.push(workflowTask.taskToken);
    this.#activities.push(...activityTasks.map(({ taskToken }) => taskToken));
  }

  async #endActivity(how: "complete" | "fail" | "cancel" | "beat"): Promise<void> {
    const taskToken = this.#activities.shift() ?? new Uint8Array();
    if (how === "complete") await this.#engine.call("respondActivityTaskCompleted", { taskToken });
    else if (how === "fail")
      await this.#engine.call("respondActivityTaskFailed", { taskToken, failure: { message: "no" } });
    else if (how === "cancel") await this.#engine.call("respondActivityTaskCanceled", { taskToken });
    else {
      this.#activities.push(taskToken);
      await this.#engine.call("recordActivityTaskHeartbeat", { taskToken });
    }
  }

  #command(name: string): command.Command {
    const id = String(this.#count++);
    const earlier = String(Math.max(0, this.#count - 3));
    const { REQUEST_CANCEL } = enums.ParentClosePolicy;
    switch (name) {
      case "timer":
        return timer(id, 1 + (this.#count % 7));
      case "dropTimer":
        return wire("cancelTimer", { timerId: earlier });
      case "activity":
        return activity(id, { heartbeatTimeout: seconds(4), retryPolicy: { maximumAttempts: 2 } });
      case "eager":
        return activity(id, { requestEagerExecution: true, scheduleToCloseTimeout: seconds(20) });
      case "dropActivity":
        return wire("requestCancelActivityTask", { scheduledEventId: 5n });
      case "child":
        return child(`child ${this.#count % 3}`, { parentClosePolicy: REQUEST_CANCEL });
      case "signalChild":
        return wire("signalExternalWorkflowExecution", {
          execution: { workflowId: `child ${this.#count % 3}` },
          signalName: "signal",
        });
      case "marker":
        return wire("recordMarker", { markerName: "marker" });
      case "complete":
        return complete();
      case "fail":
        return wire("failWorkflowExecution", { failure: { message: "no" } });
      case "continue":
        return wire("continueAsNewWorkflowExecution", {});
      default:
        return wire("startTimer", {});
    }
  }
}
