import type { MessageInitShape } from "@bufbuild/protobuf";
import type { HandlerContext } from "@connectrpc/connect";
import { enums, type common, type workflowservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import type { Run } from "../engine/run.ts";
import { transientEvents } from "../engine/workflow-task-events.ts";
import { requireRun } from "../request-checks.ts";
import { followedEvent } from "./followed-event.ts";
import { decodeHistoryToken, encodeHistoryToken, historyPage, type HistoryToken } from "./history-page.ts";
import { patienceMs, waitingSignal } from "./poll.ts";
import type { WorkflowServiceOf } from "./service.ts";
import { waitForChange } from "./wait-for-change.ts";

type HistoryRequest = workflowservice.GetWorkflowExecutionHistoryRequest;
type HistoryAnswer = MessageInitShape<typeof workflowservice.GetWorkflowExecutionHistoryResponseSchema>;

const { CLOSE_EVENT } = enums.HistoryEventFilterType;
const lastPage = new Uint8Array();

/** These show histories to people, who need not see what may never happen. */
const viewers = new Set(["temporal-cli", "temporal-ui"]);

/** Histories, page by page, from either end; and as they grow. */
export const workflowHistory: WorkflowServiceOf = (core) => ({
  async getWorkflowExecutionHistory(request, context) {
    const { namespace, execution, nextPageToken } = request;
    const run = runOf(core, namespace, execution, nextPageToken);
    if (request.historyEventFilterType === CLOSE_EVENT) return closeEvent(core, run, request, context);
    return nextPage(core, run, request, context);
  },

  getWorkflowExecutionHistoryReverse(request) {
    const { namespace, execution, nextPageToken, maximumPageSize } = request;
    const run = runOf(core, namespace, execution, nextPageToken);
    const lastId =
      nextPageToken.length === 0 ? run.history.length : decodeHistoryToken(nextPageToken, run.runId).lastId;
    const size = pageSize(core, maximumPageSize);
    const firstId = Math.max(1, lastId - size + 1);
    const events = run.history.page(firstId, lastId, size, Infinity).toReversed();
    const token = { runId: run.runId, firstId: 1, lastId: firstId - 1, isOpen: false };
    return { history: { events }, nextPageToken: firstId === 1 ? lastPage : encodeHistoryToken(token) };
  },
});

/** Later pages are of the run that the first one was of, also when the workflow has another by now. */
function runOf(
  core: ServerCore,
  namespace: string,
  execution: common.WorkflowExecution | undefined,
  nextPageToken: Uint8Array,
): Run {
  if (nextPageToken.length === 0 || execution === undefined) return requireRun(core, namespace, execution);
  const { runId } = decodeHistoryToken(nextPageToken, execution.runId);
  return requireRun(core, namespace, { ...execution, runId });
}

async function nextPage(
  core: ServerCore,
  run: Run,
  request: HistoryRequest,
  context: HandlerContext,
): Promise<HistoryAnswer> {
  const { nextPageToken, waitNewEvent, maximumPageSize } = request;
  const place = nextPageToken.length === 0 ? undefined : decodeHistoryToken(nextPageToken, run.runId);
  const firstId = place?.firstId ?? 1;
  if (waitNewEvent) {
    await waitForChange(core, run, {
      until: () => !run.isOpen || run.history.length >= firstId,
      ms: patienceMs(context, core.settings.historyPollMs),
      signal: waitingSignal(core, context),
    });
  }
  const lastId = waitNewEvent ? run.history.length : (place?.lastId ?? run.history.length);
  const maxEvents = pageSize(core, maximumPageSize);
  const page = historyPage(run, { firstId, lastId, maxEvents, maxBytes: core.settings.limits.pageBytes });
  if (page.nextPageToken.length > 0) return { history: { events: page.events }, nextPageToken: page.nextPageToken };
  if (waitNewEvent) {
    const token: HistoryToken = { runId: run.runId, firstId: lastId + 1, lastId, isOpen: true };
    return { history: { events: page.events }, nextPageToken: run.isOpen ? encodeHistoryToken(token) : lastPage };
  }
  return { history: { events: [...page.events, ...unwritten(run, lastId, context)] } };
}

/** A worker that reads the history of the task that it has needs its events, though they may never be written. */
function unwritten(run: Run, lastId: number, { requestHeader }: HandlerContext): ReturnType<typeof transientEvents> {
  const task = run.state.workflowTask;
  const isNext = run.isOpen && task?.scheduledEventId === lastId + 1;
  return isNext && !viewers.has(requestHeader.get("client-name") ?? "") ? transientEvents(run, task) : [];
}

async function closeEvent(
  core: ServerCore,
  run: Run,
  request: HistoryRequest,
  context: HandlerContext,
): Promise<HistoryAnswer> {
  if (request.waitNewEvent) {
    await waitForChange(core, run, {
      until: () => !run.isOpen,
      ms: patienceMs(context, core.settings.historyPollMs),
      signal: waitingSignal(core, context),
    });
  }
  const last = run.history.last();
  if (!run.isOpen && last !== undefined) {
    return { history: { events: [followedEvent(last, context.requestHeader)] } };
  }
  const { length } = run.history;
  const token: HistoryToken = { runId: run.runId, firstId: length + 1, lastId: length, isOpen: true };
  return { history: { events: [] }, nextPageToken: request.waitNewEvent ? encodeHistoryToken(token) : lastPage };
}

const pageSize = ({ settings }: ServerCore, wanted: number): number =>
  wanted > 0 ? Math.min(wanted, settings.limits.pageEvents) : settings.limits.pageEvents;
