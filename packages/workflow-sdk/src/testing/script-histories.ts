import type { common, history, workflowservice } from "@millrace/protocol/temporal";
import type { WorkflowServiceClient } from "./script-connection.ts";

type Task = workflowservice.PollWorkflowTaskQueueResponse;
type Events = readonly history.HistoryEvent[];

/** The histories of runs: a sticky task brings only what is new. */
export class ScriptHistories {
  readonly #service: WorkflowServiceClient;
  readonly #namespace: string;
  readonly #sticky: boolean;
  readonly #kept = new Map<string, Events>();

  constructor(service: WorkflowServiceClient, namespace: string, sticky: boolean) {
    this.#service = service;
    this.#namespace = namespace;
    this.#sticky = sticky;
  }

  /** The whole history up to this task. */
  async of(task: Task): Promise<Events> {
    const execution = task.workflowExecution;
    const runId = execution?.runId ?? "";
    const news = await this.#newEvents(task);
    const first = Number(news[0]?.eventId ?? 0);
    const events = first === 1 ? news : this.#join(runId, news);
    const whole = events ?? (await this.#pages(execution, new Uint8Array()));
    if (this.#sticky) this.#kept.set(runId, whole);
    return whole;
  }

  forget(runId: string): void {
    this.#kept.delete(runId);
  }

  async #newEvents(task: Task): Promise<Events> {
    const news = task.history?.events ?? [];
    if (task.nextPageToken.length === 0) return news;
    return [...news, ...(await this.#pages(task.workflowExecution, task.nextPageToken))];
  }

  /** Tasks that were tried in vain are not part of the history: their events come again under the same ids. */
  #join(runId: string, news: Events): Events | undefined {
    const kept = this.#kept.get(runId);
    const [first] = news;
    if (kept === undefined || first === undefined) return kept;
    const before = kept.filter(({ eventId }) => eventId < first.eventId);
    return before.length === Number(first.eventId) - 1 ? [...before, ...news] : undefined;
  }

  async #pages(execution: common.WorkflowExecution | undefined, firstToken: Uint8Array): Promise<Events> {
    const events: history.HistoryEvent[] = [];
    let token = firstToken;
    do {
      const request = { namespace: this.#namespace, ...(execution && { execution }), nextPageToken: token };
      const page = await this.#service.getWorkflowExecutionHistory(request);
      events.push(...(page.history?.events ?? []));
      token = page.nextPageToken;
    } while (token.length > 0);
    return events;
  }
}
