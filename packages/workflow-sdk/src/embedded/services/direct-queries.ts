import { create } from "@bufbuild/protobuf";
import { enums, workflowservice, type query } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import type { PendingQuery, QueryOutcome } from "../engine/queries.ts";
import type { Run } from "../engine/run.ts";
import type { WorkflowTaskAnswer } from "../matching/task-queues.ts";
import { failedPrecondition } from "../service-errors.ts";
import { encodeTaskToken } from "../task-token.ts";
import { historyPage } from "./history-page.ts";
import { waitForQuery, type QueryWait } from "./query-wait.ts";

/** Who did not ask for work for so long is taken for gone. */
const stickyPollerMs = 10_000;
const pollerMs = 20_000;

/** Queries that are tasks of their own. */
export class DirectQueries {
  readonly #core: ServerCore;
  readonly #pending = new Map<string, Omit<PendingQuery, "query">>();

  constructor(core: ServerCore) {
    this.#core = core;
  }

  /**
   * Asks the worker that has the run in its cache, if it is there, else any: also one that comes only now.
   *
   * @throws `failed_precondition` if no worker was there all the time
   */
  async ask(run: Run, asked: query.WorkflowQuery, wait: QueryWait): Promise<QueryOutcome> {
    const { namespaceId } = run.facts;
    const { sticky } = run.state;
    const startedMs = this.#core.clock.monotonic();
    if (sticky !== undefined && this.#core.queues.workflow(namespaceId, sticky.name).hasPollerSince(stickyPollerMs)) {
      const ms = sticky.scheduleToStartMs === 0 ? wait.ms : Math.min(wait.ms, sticky.scheduleToStartMs);
      const outcome = await this.#offer(run, sticky.name, true, asked, { ...wait, ms });
      if (outcome.kind !== "unanswered") return outcome;
    }
    const queueName = run.facts.started.taskQueue?.name ?? "";
    const leftMs = wait.ms - (this.#core.clock.monotonic() - startedMs);
    const outcome = await this.#offer(run, queueName, false, asked, { ...wait, ms: leftMs });
    const isAnswered = outcome.kind !== "unanswered" || wait.signal.aborted;
    if (isAnswered || this.#core.queues.workflow(namespaceId, queueName).hasPollerSince(pollerMs)) return outcome;
    throw failedPrecondition("no poller seen for task queue recently, worker may be down");
  }

  /** Whether somebody waits for it. */
  answer(queryId: string, outcome: QueryOutcome): boolean {
    const pending = this.#pending.get(queryId);
    pending?.settle(outcome);
    return pending !== undefined;
  }

  #offer(
    run: Run,
    queueName: string,
    sticky: boolean,
    asked: query.WorkflowQuery,
    wait: QueryWait,
  ): Promise<QueryOutcome> {
    return waitForQuery(this.#core, wait, (pending) => {
      this.#pending.set(pending.id, pending);
      this.#core.queues.workflow(run.facts.namespaceId, queueName).offer({
        priority: run.facts.started.priority?.priorityKey || 3,
        redirect: () => pending.settle({ kind: "unanswered" }),
        start: async () => (this.#pending.has(pending.id) ? this.#task(run, asked, pending.id, sticky) : undefined),
      });
      return () => this.#pending.delete(pending.id);
    });
  }

  #task(run: Run, asked: query.WorkflowQuery, queryId: string, sticky: boolean): WorkflowTaskAnswer {
    const { facts, state, workflowId, runId, history } = run;
    const { pageEvents, pageBytes } = this.#core.settings.limits;
    const range = { firstId: 1, lastId: history.length, maxEvents: pageEvents, maxBytes: pageBytes };
    const page = sticky ? { events: [], nextPageToken: new Uint8Array() } : historyPage(run, range);
    return create(workflowservice.PollWorkflowTaskQueueResponseSchema, {
      taskToken: encodeTaskToken({ kind: "query", queryId }),
      workflowExecution: { workflowId, runId },
      workflowType: facts.started.workflowType,
      attempt: state.workflowTaskAttempt,
      previousStartedEventId: BigInt(state.lastCompletedStartedId),
      history: { events: page.events },
      nextPageToken: page.nextPageToken,
      query: asked,
      workflowExecutionTaskQueue: { name: facts.started.taskQueue?.name ?? "", kind: enums.TaskQueueKind.NORMAL },
    });
  }
}
