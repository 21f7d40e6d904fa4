import { startServer, type TemporalServer } from "../../../src/server.ts";
import { cancelWorkflow, completeWorkflow, failWorkflow, steps, type ScriptedWorkflow } from "../../../src/testing.ts";

/** Waits for its payment, or for its cancellation. */
const order: ScriptedWorkflow = {
  run: ({ find }) => {
    const paid = find("WorkflowExecutionSignaled");
    if (paid !== undefined) return [completeWorkflow("paid")];
    return find("WorkflowExecutionCancelRequested") === undefined ? [] : [cancelWorkflow()];
  },
  queries: { greeting: (_, name) => `Hello, ${String(name)}!` },
};

const soldOut = { message: "sold out", type: "SoldOut", nonRetryable: true, details: ["tea"] };

/** The workflows that the samples talk to. */
export const workflows: Readonly<Record<string, ScriptedWorkflow>> = {
  order,
  refuses: { run: steps([failWorkflow(soldOut)]) },
};

export const shopServer = (): Promise<TemporalServer> =>
  startServer({
    listen: { host: "127.0.0.1", port: 0 },
    searchAttributes: { Amount: "Int", Shop: "Keyword", PaidAt: "Datetime" },
  });
