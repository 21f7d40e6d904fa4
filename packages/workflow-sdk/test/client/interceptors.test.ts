import { createPayload } from "@millrace/protocol/payload";
import type { workflowservice } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import {
  Client,
  type ClientInterceptor,
  type Next,
  type StartWorkflowInput,
  type StartWorkflowOutput,
} from "../../src/index.ts";
import { closing } from "./support/history.ts";
import { payloads, values } from "./support/payloads.ts";
import { scriptedServer, type Handlers } from "./support/scripted-server.ts";

const handlers: Handlers = {
  startWorkflowExecution: () => ({ runId: "r" }),
  signalWithStartWorkflowExecution: () => ({ runId: "r" }),
  signalWorkflowExecution: () => ({}),
  queryWorkflow: () => ({ queryResult: payloads(1) }),
  requestCancelWorkflowExecution: () => ({}),
  terminateWorkflowExecution: () => ({}),
  describeWorkflowExecution: () => ({ workflowExecutionInfo: { execution: { workflowId: "w" } } }),
  updateWorkflowExecution: () => ({ stage: 3, outcome: { value: { case: "success", value: payloads(2) } } }),
  getWorkflowExecutionHistory: () => closing({ case: "workflowExecutionCompletedEventAttributes", value: {} }),
};

const calls = [
  "startWorkflow",
  "signalWithStart",
  "signalWorkflow",
  "queryWorkflow",
  "cancelWorkflow",
  "terminateWorkflow",
  "describeWorkflow",
  "startUpdate",
] as const;

test("[CLI-31] interceptors stand around calls, the first outermost", async () => {
  const log: string[] = [];
  const logging = (name: string): ClientInterceptor =>
    Object.fromEntries(
      calls.map((call) => [
        call,
        async (input: never, next: (input: never) => Promise<unknown>) => {
          log.push(`${name} ${call}`);
          const output = await next(input);
          log.push(`${call} ${name}`);
          return output;
        },
      ]),
    );
  await using server = await scriptedServer(handlers);
  await using client = new Client(server.address, { interceptors: [logging("a"), {}, logging("b")] });
  const handle = await client.startWorkflow("W", { taskQueue: "q" });
  await client.startWorkflow("W", { taskQueue: "q", startSignal: "s" });
  await handle.signal("s");
  await handle.query("q");
  await handle.cancel();
  await handle.terminate();
  await handle.describe();
  await handle.executeUpdate("u");
  expect(log).toEqual(calls.flatMap((call) => [`a ${call}`, `b ${call}`, `${call} b`, `${call} a`]));
});

test("[CLI-31] an interceptor changes what is sent and what comes back, or answers itself", async () => {
  class Tracing implements ClientInterceptor {
    readonly #trace = "t-1";

    async startWorkflow(input: StartWorkflowInput, next: Next<"startWorkflow">): Promise<StartWorkflowOutput> {
      const trace = createPayload("json/plain", new TextEncoder().encode(JSON.stringify(this.#trace)));
      const output = await next({ ...input, args: [...input.args, "added"], header: { ...input.header, trace } });
      return { ...output, runId: `${output.runId}!` };
    }

    async queryWorkflow(): Promise<unknown> {
      return "cached";
    }
  }
  await using server = await scriptedServer(handlers);
  await using client = new Client(server.address, { interceptors: [new Tracing()] });
  const handle = await client.startWorkflow("W", { taskQueue: "q", args: ["given"] });
  type Request = workflowservice.StartWorkflowExecutionRequest;
  const [request] = server.requests<Request>("startWorkflowExecution") as [Request];
  expect(values(request.input)).toEqual(["given", "added"]);
  expect(new TextDecoder().decode(request.header?.fields["trace"]?.data)).toBe('"t-1"');
  await handle.result();
  expect(
    server.requests<workflowservice.GetWorkflowExecutionHistoryRequest>("getWorkflowExecutionHistory")[0],
  ).toMatchObject({
    execution: { runId: "r!" },
  });
  expect(await handle.query("q")).toBe("cached");
  expect(server.requests("queryWorkflow")).toHaveLength(0);
});

test("[CLI-31] what an interceptor throws reaches the caller", async () => {
  const refuse: ClientInterceptor = {
    signalWorkflow: async () => {
      throw new RangeError("not today");
    },
  };
  await using client = new Client("localhost", { interceptors: [refuse] });
  await expect(client.getWorkflowHandle("w").signal("s")).rejects.toThrow("not today");
});
