import { randomUUID } from "node:crypto";
import { reflect } from "@bufbuild/protobuf/reflect";
import { history } from "@millrace/protocol/temporal";
import type { Target } from "../../src/target.ts";
import { ScriptedWorker } from "../../src/testing/scripted-worker.ts";
import { connectScript } from "../../src/testing/script-connection.ts";
import { plainMessage } from "../../src/testing/plain-message.ts";
import { toScriptEvent } from "../../src/testing/script-event.ts";
import type { DifferentialCase } from "./differential-case.ts";
import { payloadLine, Scrubber } from "./scrub.ts";
import { pollActivities } from "./scripted-activities.ts";
import { Stage } from "./stage.ts";

export interface RecordedEvent {
  readonly id: number;
  readonly type: string;
  readonly attributes: unknown;
  readonly [more: string]: unknown;
}

export interface RecordedRun {
  readonly workflowId: string;
  readonly runId: string;
  readonly events: readonly RecordedEvent[];
}

/** What a play of a case came to, without all that differs from play to play. */
export interface Recording {
  readonly runs: readonly RecordedRun[];
  /** What calls were answered with. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** Answers to workflow tasks that the server did not take. */
  readonly refusals: readonly string[];
}

const limitMs = 30_000;

/** Plays a case on a server. */
export const playCase = async (target: Target, played: DifferentialCase): Promise<Recording> => {
  const name = `${played.name}-${randomUUID().slice(0, 8)}`;
  const closing = new AbortController();
  const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(limitMs)]);
  await using connection = connectScript(target);
  const { service } = connection;
  const namespace = "default";
  const stage = new Stage({ service, namespace, name, signal });
  const poll = async (): Promise<ScriptedWorker> => {
    if (played.late === true) await Promise.race([stage.gate("polls").pass(), driving]);
    const workflows = played.workflows(stage);
    return ScriptedWorker.start(target, { taskQueue: name, workflows, sticky: played.sticky ?? false });
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
  const fresh = new Stage({ service, namespace, name, signal: AbortSignal.timeout(limitMs) });
  const scrubber = new Scrubber(name);
  const runs = (await allRuns(fresh, stage.runs)).map((run) => scrubRun(run, scrubber));
  return {
    runs,
    outcomes: scrubber.scrub(stage.outcomes) as Record<string, string>,
    refusals: worker.refusals.map(({ message }) => scrubber.text(message)),
  };
};

const driveMain = async (stage: Stage): Promise<void> => {
  await stage.start("main");
  await stage.closed();
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

const scrubRun = ({ workflowId, runId, events }: Run, scrubber: Scrubber): RecordedRun => ({
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
