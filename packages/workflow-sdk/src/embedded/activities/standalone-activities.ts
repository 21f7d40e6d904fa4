import { toBinary } from "@bufbuild/protobuf";
import { enums, workflowservice } from "@millrace/protocol/temporal";
import { randomUUID } from "node:crypto";
import type { ServerCore } from "../core.ts";
import type { QueueTask } from "../matching/task-queue.ts";
import type { ActivityTaskAnswer } from "../matching/task-queues.ts";
import { activityAlreadyStarted, shuttingDown } from "../service-errors.ts";
import { ActivityExecution } from "./activity-execution.ts";
import { activityRecord } from "./activity-record.ts";
import { initialState, isOpen, timeoutsOf, type ActivityFacts, type ActivityState } from "./activity-state.ts";
import { activityTask } from "./activity-task.ts";
import { activityNotFound, type ActivityReference } from "./checks.ts";
import { nextDeadline } from "./deadlines.ts";
import type { CheckedStart } from "./start-request.ts";
import { dispatched, started, timedOut, type Situation } from "./transitions.ts";

type StartRequest = workflowservice.StartActivityExecutionRequest;

const { ActivityIdReusePolicy, ActivityIdConflictPolicy } = enums;
const defaultPriority = 3;

/** What a start led to. */
export interface Started {
  readonly activity: ActivityExecution;
  /** False: the activity was there. */
  readonly isNew: boolean;
}

/** The standalone activities of a server: jobs that are retried until they end, without a workflow. */
export class StandaloneActivities {
  readonly #core: ServerCore;
  /** The last run of each id. */
  readonly #current = new Map<string, ActivityExecution>();
  readonly #byRun = new Map<string, ActivityExecution>();

  constructor(core: ServerCore) {
    this.#core = core;
  }

  /** Starts an activity, or gives the one that the policies say is meant. @throws `already_exists` */
  async start({ request, retryPolicy, searchAttributes }: CheckedStart): Promise<Started> {
    if (this.#core.closing.aborted) throw shuttingDown();
    const namespace = this.#core.namespaces.require(request.namespace);
    const key = keyOf(namespace.id, request.activityId);
    const current = this.#current.get(key);
    if (current !== undefined && meansCurrent(current, request)) {
      await this.#attach(current, request);
      return { activity: current, isNew: false };
    }
    const facts: ActivityFacts = {
      namespace: namespace.name,
      namespaceId: namespace.id,
      runId: randomUUID(),
      request,
      retryPolicy,
      searchAttributes,
      scheduledMs: this.#core.clock.now(),
      sizeBytes: toBinary(workflowservice.StartActivityExecutionRequestSchema, request).length,
      timeouts: timeoutsOf(request),
    };
    const activity = new ActivityExecution(facts, initialState(facts));
    this.#current.set(key, activity);
    this.#byRun.set(facts.runId, activity);
    await this.#commit(activity);
    return { activity, isNew: true };
  }

  /** @throws `not_found` */
  find({ namespace, activityId, runId }: ActivityReference): ActivityExecution {
    const { id } = this.#core.namespaces.require(namespace);
    const found = runId === "" ? this.#current.get(keyOf(id, activityId)) : this.#byRun.get(runId);
    const isMeant = found?.facts.namespaceId === id && found.facts.request.activityId === activityId;
    if (found === undefined || !isMeant) throw activityNotFound(activityId);
    return found;
  }

  /**
   * Makes a transition: what `work` gives is the activity's next state. It is kept before anybody sees it, and before
   * the promise resolves.
   */
  async change(activity: ActivityExecution, work: (situation: Situation) => ActivityState): Promise<void> {
    activity.become(work(this.#situation(activity)));
    await this.#commit(activity);
  }

  /** Forgets the run, whatever its state. */
  async remove(activity: ActivityExecution): Promise<void> {
    const { namespace, namespaceId, runId, request } = activity.facts;
    const key = keyOf(namespaceId, request.activityId);
    this.#core.timers.clear(activity);
    this.#byRun.delete(runId);
    if (this.#current.get(key) === activity) this.#current.delete(key);
    const kept = this.#core.keep({ facts: activity.facts });
    if (kept !== undefined) await kept;
    this.#core.visibility.remove("activity", namespace, { id: request.activityId, runId });
  }

  async #attach(activity: ActivityExecution, { onConflictOptions, links, requestId }: StartRequest): Promise<void> {
    const { requestIds } = activity.state;
    if (onConflictOptions?.attachLinks !== true || links.length === 0 || requestIds.includes(requestId)) return;
    await this.change(activity, ({ state }) => ({
      ...state,
      links: [...state.links, ...links],
      requestIds: [...requestIds, requestId],
    }));
  }

  #situation(activity: ActivityExecution): Situation {
    return { facts: activity.facts, state: activity.state, nowMs: this.#core.clock.now() };
  }

  /** Keeps the new state, shows it, and does what it is time for. */
  async #commit(activity: ActivityExecution): Promise<void> {
    const { facts, state } = activity;
    const kept = this.#core.keep({ facts, state });
    if (kept !== undefined) await kept;
    // Who deleted it meanwhile has taken it from the lists.
    if (this.#byRun.has(facts.runId)) {
      this.#core.visibility.upsert(activityRecord(activity));
      this.#schedule(activity);
    }
    activity.wake();
  }

  /** A transition that nobody waits for. */
  #perform(what: string, work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!this.#core.closing.aborted) this.#core.settings.logger.error({ error }, `the server could not ${what}`);
    });
  }

  #schedule(activity: ActivityExecution): void {
    if (!isOpen(activity.state)) return this.#keep(activity);
    const due = nextDeadline(activity.facts, activity.state);
    if (due === undefined) return this.#core.timers.clear(activity);
    if (due.what === "dispatch" && due.atMs <= this.#core.clock.now()) {
      activity.become(dispatched(this.#situation(activity)));
      this.#offer(activity);
      return this.#schedule(activity);
    }
    const { what } = due;
    this.#core.timers.set(activity, due.atMs, () => {
      if (what === "dispatch") return this.#schedule(activity);
      const late = this.change(activity, (situation) => timedOut(situation, what));
      this.#perform(`time out activity run ${activity.facts.runId}`, late);
    });
  }

  /** A closed run stays as long as its namespace keeps them. */
  #keep(activity: ActivityExecution): void {
    const untilMs = (activity.state.closedMs ?? 0) + this.#core.namespaces.retentionMs(activity.facts.namespace);
    this.#core.timers.set(activity, untilMs, () =>
      this.#perform(`forget activity run ${activity.facts.runId}`, this.remove(activity)),
    );
  }

  #offer(activity: ActivityExecution): void {
    const { namespaceId, request } = activity.facts;
    const { attempt } = activity.state;
    const task: QueueTask<ActivityTaskAnswer> = {
      priority: request.priority?.priorityKey || defaultPriority,
      start: async ({ identity }) => {
        // Closed, or another attempt by now: the task is not to be done any more.
        const isDue = activity.state.status === "scheduled" && activity.state.attempt === attempt;
        if (!isDue || !this.#byRun.has(activity.facts.runId)) return undefined;
        await this.change(activity, (situation) => started(situation, identity));
        return activityTask(activity);
      },
    };
    this.#core.queues.activity(namespaceId, request.taskQueue?.name ?? "").offer(task);
  }
}

const keyOf = (namespaceId: string, activityId: string): string => `${namespaceId}/${activityId}`;

/** Whether a start means the run that is there. @throws `already_exists` */
function meansCurrent({ facts, state }: ActivityExecution, request: StartRequest): boolean {
  if (state.requestIds.includes(request.requestId)) return true;
  const refuse = (): never => {
    throw activityAlreadyStarted({ startRequestId: facts.request.requestId, runId: facts.runId });
  };
  if (isOpen(state)) return request.idConflictPolicy === ActivityIdConflictPolicy.USE_EXISTING || refuse();
  if (request.idReusePolicy === ActivityIdReusePolicy.REJECT_DUPLICATE) return refuse();
  if (request.idReusePolicy === ActivityIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY) {
    return state.status === "completed" && refuse();
  }
  return false;
}
