import type { MillraceCommand } from "@millrace/tooling-cli";
import type { HistoryEventJson } from "../workflow-history.ts";
import { clientOptions, connectClient, runOf, runOption, workflowArgument } from "./client-options.ts";

export function addShowVerb(command: MillraceCommand): void {
  command.verb({
    name: "show",
    summary: "Show a workflow and its history",
    arguments: workflowArgument,
    options: { ...clientOptions, run: runOption },
    examples: ["millrace-workflow show order-1", "millrace-workflow show order-1 --json > history.json"],
    run: async ({ arguments: { id }, options, print, printTable }) => {
      await using client = await connectClient(options);
      const handle = client.getWorkflowHandle(id, runOf(options.run));
      const described = await handle.describe();
      const { events } = await client.getWorkflowHandle(id, { runId: described.runId }).fetchHistory();
      const { workflowType, status, taskQueue, runId, startTime, closeTime } = described;
      print(`${id}: ${workflowType}, ${status}, task queue ${taskQueue}, run ${runId}`);
      const closed = closeTime === undefined ? "" : `, closed ${closeTime.toISOString()}`;
      print(`started ${startTime.toISOString()}${closed}\n`);
      printTable({
        columns: [{ label: "event" }, { label: "time" }, { label: "type" }, { label: "what" }],
        rows: events.map((event) => [event.eventId, event.eventTime, typeOf(event), whatOf(event)]),
      });
      return { json: { workflowId: id, runId, workflowType, status, taskQueue, startTime, closeTime, events } };
    },
  });
}

/** `EVENT_TYPE_TIMER_FIRED` is `TimerFired`. */
const typeOf = ({ eventType }: HistoryEventJson): string =>
  eventType
    .replace("EVENT_TYPE_", "")
    .toLowerCase()
    .replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The name that an event is about: of an activity, a signal, a timer, a child. */
function whatOf(event: HistoryEventJson): string {
  const attributes = Object.entries(event).find(([name]) => name.endsWith("EventAttributes"))?.[1];
  const { activityType, signalName, timerId, workflowType } = (attributes ?? {}) as Readonly<Record<string, unknown>>;
  const named = signalName ?? timerId ?? nameIn(activityType) ?? nameIn(workflowType);
  return typeof named === "string" ? named : "";
}

const nameIn = (type: unknown): unknown => (type as { readonly name?: unknown } | undefined)?.name;
