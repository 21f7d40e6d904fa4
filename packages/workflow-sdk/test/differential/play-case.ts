import { randomUUID } from "node:crypto";
import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { history, workflowservice } from "@millrace/protocol/temporal";
import type { Target } from "../../src/target.ts";
import { ScriptedWorker } from "../../src/testing/scripted-worker.ts";
import { plainMessage, type PlainMessage } from "../../src/testing/plain-message.ts";
import { toScriptEvent } from "../../src/testing/script-event.ts";
import type { DifferentialCase } from "./differential-case.ts";
import { recordingTarget } from "./recording-target.ts";
import { payloadLine, Scrubber } from "./scrub.ts";
import { pollActivities } from "./scripted-activities.ts";
import { Stage } from "./stage.ts";

export interface RecordedEvent {
  readonly id: number;
  readonly type: string;
  readonly attributes: unknown;
  readonly [more: string]: unknown;
}

interface RecordedHistory {
  readonly workflowId: string;
  readonly runId: string;
  readonly events: readonly RecordedEvent[];
}

export interface RecordedRun extends RecordedHistory {
  /** The tasks that workers were given, without their histories: those of the workflow, then those of activities. */
  readonly tasks: readonly unknown[];
  /** What the server says of the run in the end. */
  readonly description: unknown;
}

/** What a play of a case came to, without all that differs from play to play. */
export interface Recording {
  readonly runs: readonly RecordedRun[];
  /** The tasks of standalone activities. */
  readonly tasks: readonly unknown[];
  /** What calls were answered with. */
  readonly outcomes: Readonly<Record<string, unknown>>;
  /** Answers to workflow tasks that the server did not take. */
  readonly refusals: readonly string[];
}

const limitMs = 30_000;

/** Plays a case on a server. */
export const playCase = async (target: Target, played: DifferentialCase): Promise<Recording> => {
  const name = `${played.name}-${randomUUID().slice(0, 8)}`;
  const closing = new AbortController();
  const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(limitMs)]);
  const tasks = new Tasks();
  await using recorded = recordingTarget(target, (type, answer) => tasks.add(type, answer));
  const transport = recorded.transport();
  const namespace = "default";
  const stage = new Stage({ transport, namespace, name, signal });
  const { service } = stage;
  const poll = async (): Promise<ScriptedWorker> => {
    if (played.late === true) await Promise.race([stage.gate("polls").pass(), driving]);
    const workflows = played.workflows(stage);
    return ScriptedWorker.start(recorded, { taskQueue: name, workflows, sticky: played.sticky ?? false });
  };
  const driving = (played.drive ?? driveMain)(stage);
  await using worker = await poll();
  const activities = played.activities?.(stage);
  const onAnswered = (): void => stage.gate("activity answered").open();
  const working = activities && pollActivities({ service, namespace, taskQueue: name, activities, signal, onAnswered });
  try {
    await driving;
  } finally {
    closing.abort();
    await working;
  }
  // Its last answers are refused by now, if they are.
  await worker.close();
  const fresh = new Stage({ transport, namespace, name, signal: AbortSignal.timeout(limitMs) });
  const scrubber = new Scrubber(name);
  const found = await allRuns(fresh, stage.runs);
  // Histories first: they give ids their numbers.
  const histories = found.map((run) => scrubHistory(run, scrubber));
  const runs: RecordedRun[] = [];
  for (const [index, run] of found.entries()) {
    const description = scrubber.scrub(await describeRun(fresh, run));
    const given = tasks.of(run.runId).map((task) => scrubber.scrub(task));
    runs.push({ ...(histories[index] as RecordedHistory), tasks: given, description });
  }
  return {
    runs,
    tasks: tasks.of(undefined).map((task) => scrubber.scrub(task)),
    outcomes: scrubber.scrub(stage.outcomes) as Record<string, unknown>,
    refusals: worker.refusals.map(({ message }) => scrubber.text(message)),
  };
};

const driveMain = async (stage: Stage): Promise<void> => {
  await stage.start("main");
  await stage.closed();
};

const { PollWorkflowTaskQueueResponseSchema, PollActivityTaskQueueResponseSchema } = workflowservice;

/** What is told by the history, and what the server only suggests to pollers. */
const unkept = [
  "history",
  "backlogCountHint",
  "pollerScalingDecision",
  "pollerGroupId",
  "pollerGroupInfos",
  "pollerGroupsInfo",
];

/** The tasks of a play. */
class Tasks {
  readonly #workflows: PlainMessage[] = [];
  readonly #activities: PlainMessage[] = [];

  /** Those of a run, or those that are of none. */
  of(runId: string | undefined): readonly PlainMessage[] {
    const ofRun = ({ workflowExecution }: PlainMessage): boolean =>
      (workflowExecution as { readonly runId: string } | undefined)?.runId === runId;
    return [...this.#workflows, ...this.#activities].filter(ofRun);
  }

  add(type: DescMessage, answer: MessageShape<DescMessage>): void {
    if (type === PollActivityTaskQueueResponseSchema) this.#keep(this.#activities, type, answer);
    if (type === PollWorkflowTaskQueueResponseSchema) this.#keep(this.#workflows, type, answer);
  }

  #keep(tasks: PlainMessage[], type: DescMessage, answer: MessageShape<DescMessage>): void {
    const task = Object.entries(plainMessage(reflect(type, answer), payloadLine));
    const kept = Object.fromEntries(task.filter(([name]) => !unkept.includes(name)));
    if ("taskToken" in kept) tasks.push(kept);
  }
}

const describeRun = async (stage: Stage, { workflowId, runId }: Run): Promise<unknown> => {
  const request = { namespace: stage.namespace, execution: { workflowId, runId } };
  const answer = await stage.service.describeWorkflowExecution(request);
  return plainMessage(reflect(workflowservice.DescribeWorkflowExecutionResponseSchema, answer), payloadLine);
};

interface Run {
  readonly workflowId: string;
  readonly runId: string;
  readonly events: readonly history.HistoryEvent[];
}

/** The runs that the case started, and those that came of them: children, and further runs of the same workflow. */
const allRuns = async (stage: Stage, started: Stage["runs"]): Promise<readonly Run[]> => {
  const runs: Run[] = [];
  const open = [...started];
  const known = new Set<string>();
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { workflowId, runId } = next;
    if (known.has(runId)) continue;
    known.add(runId);
    const events = await stage.wireEvents(workflowId, runId);
    runs.push({ workflowId, runId, events });
    for (const { type, attributes } of events.map(toScriptEvent)) {
      const follower = attributes["newExecutionRunId"];
      if (typeof follower === "string") open.push({ workflowId, runId: follower });
      if (type === "ChildWorkflowExecutionStarted") open.push(attributes["workflowExecution"] as typeof next);
    }
  }
  return runs;
};

/** What an event has beside its attributes, and what is told of it in other words. */
const toldOtherwise: ReadonlySet<string> = new Set(["eventId", "eventType", "eventTime", "taskId"]);

const scrubHistory = ({ workflowId, runId, events }: Run, scrubber: Scrubber): RecordedHistory => ({
  workflowId: scrubber.text(workflowId),
  runId: scrubber.text(runId),
  events: events.map((event) => {
    const { id, type } = toScriptEvent(event);
    const { case: attributesName = "" } = event.attributes;
    const plain = plainMessage(reflect(history.HistoryEventSchema, event), payloadLine);
    const more = Object.entries(plain).filter(([name]) => name !== attributesName && !toldOtherwise.has(name));
    const attributes = scrubber.scrub(plain[attributesName] ?? {});
    return { id, type, attributes, ...(scrubber.scrub(Object.fromEntries(more)) as object) };
  }),
});
