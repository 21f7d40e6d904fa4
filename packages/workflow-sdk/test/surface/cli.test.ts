import { expect, test, vi } from "vitest";
import { freePort } from "@millrace/protocol/testing";
import { startServer } from "../../src/server.ts";
import { completeWorkflow, ScriptedWorker } from "../../src/testing.ts";
import { runVerb } from "./support/run-verb.ts";

/** A server on a port, and a worker that completes `Greet` and leaves `Wait` open. */
async function bench() {
  const server = await startServer({ listen: { port: 0 } });
  const worker = await ScriptedWorker.start(server, {
    taskQueue: "q",
    workflows: {
      Greet: ({ input }) => [completeWorkflow(`Hello, ${String(input[0])}!`)],
      Wait: { run: () => undefined, queries: { state: (_, arg) => ({ waiting: true, arg }) } },
    },
  });
  const at = ["--address", server.address ?? ""];
  return {
    run: (...line: readonly string[]) => runVerb([...line, ...at]),
    json: async (...line: readonly string[]): Promise<unknown> => {
      const { stdout } = await runVerb([...line, ...at, "--json"]);
      return JSON.parse(stdout);
    },
    [Symbol.asyncDispose]: async () => {
      await worker[Symbol.asyncDispose]();
      await server.close();
    },
  };
}

test("[SRV-32] start --wait starts a workflow and prints its result; show tells its history", async () => {
  await using on = await bench();
  const started = await on.run("start", "Greet", "-t", "q", "--id", "w", "--input", '"Ada"', "--wait");
  expect(started).toMatchObject({ code: 0, stdout: expect.stringMatching(/^started w, run .+\n"Hello, Ada!"\n$/) });
  const shown = await on.run("show", "w");
  expect(shown.stdout).toMatch(/^w: Greet, COMPLETED, task queue q, run /);
  expect(shown.stdout).toMatch(/1 +\S+ +WorkflowExecutionStarted +Greet/);
  expect(await on.json("show", "w")).toMatchObject({
    workflowId: "w",
    status: "COMPLETED",
    events: [{ eventType: "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED" }, {}, {}, {}, {}],
  });
});

test("[SRV-32] list, signal, query, cancel and terminate", async () => {
  await using on = await bench();
  for (const id of ["a", "b"]) await on.run("start", "Wait", "-t", "q", "--id", id);
  expect(await on.json("list", "--query", "WorkflowId = 'a'")).toMatchObject([{ workflowId: "a", status: "RUNNING" }]);
  expect(
    (await on.run("list", "--limit", "1")).stdout.split("\n").filter((line) => line.startsWith("RUNNING")),
  ).toHaveLength(1);
  expect(await on.run("signal", "a", "go", "--input", "1", "--input", "2")).toMatchObject({
    code: 0,
    stdout: "signalled a: go\n",
  });
  expect(await on.json("query", "a", "state", "--input", "[1]")).toEqual({ waiting: true, arg: [1] });
  expect((await on.run("cancel", "a")).code).toBe(0);
  expect((await on.run("terminate", "b", "--reason", "enough")).code).toBe(0);
  const types = ((await on.json("show", "a")) as { events: { eventType: string }[] }).events.map(
    (one) => one.eventType,
  );
  expect(types).toContain("EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED");
  expect(types).toContain("EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED");
  expect(await on.json("list", "-q", "ExecutionStatus = 'Terminated'")).toMatchObject([{ workflowId: "b" }]);
});

test("[SRV-32] what the server refuses ends with 1 and the server's words; what is no JSON with 2", async () => {
  await using on = await bench();
  const missing = await on.run("signal", "nobody", "go");
  expect(missing.code).toBe(1);
  expect(missing.stderr).toContain("[RPC_");
  const malformed = await on.run("list", "--query", "WorkflowId =");
  expect(malformed).toMatchObject({ code: 1, stderr: expect.stringContaining("at position 13") });
  const text = await on.run("start", "Greet", "-t", "q", "--input", "Ada");
  expect(text).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`'Ada' is no JSON; texts have quotes: '"Ada"'`),
  });
  expect((await on.run("start", "Greet")).code).toBe(2);
});

test("[SRV-32] check tells whether a server answers and has the namespace", async () => {
  await using on = await bench();
  const good = await on.run("check");
  expect(good.code).toBe(0);
  expect(good.stdout).toContain("✔ ready");
  expect(await on.json("check", "-n", "nope")).toMatchObject({
    ok: false,
    namespace: "nope",
    message: expect.stringContaining("nope"),
  });
});

test("[SRV-32] without flags the environment says which server and namespace", async () => {
  await using server = await startServer({ listen: { port: 0 }, namespaces: ["orders"] });
  vi.stubEnv("TEMPORAL_ADDRESS", server.address ?? "");
  vi.stubEnv("TEMPORAL_NAMESPACE", "orders");
  vi.stubEnv("TEMPORAL_CONFIG_FILE", "/dev/null");
  try {
    expect((await runVerb(["check"])).stdout).toContain(`✔ ready: ${server.address}, namespace orders`);
    expect((await runVerb(["check", "-n", "default"])).stdout).toContain("namespace default");
    const missing = await runVerb(["check", "--profile", "none"]);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining("has no profile 'none'")]);
  } finally {
    vi.unstubAllEnvs();
  }
});

test("[SRV-32] doctor starts a server on this machine", async () => {
  const { code, stdout } = await runVerb(["doctor"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/server +listens at 127\.0\.0\.1:\d+ after \d+ ms/);
});

test.each<[line: readonly string[], message: string]>([
  [["server"], "missing required argument 'what'"],
  [["server", "start"], "there is no 'server start'; did you mean 'server start-dev'?"],
  [["server", "start-dev", "--port", "70000"], "--port must be a number from 0 to 65535, not '70000'"],
  [["server", "start-dev", "--port", "x"], "--port must be a number from 0 to 65535, not 'x'"],
  [["server", "start-dev", "--prot", "1"], "unknown option '--prot'; did you mean '--port'?"],
  [["server", "start-dev", "--log-level", "loud"], "Allowed choices are debug, info, warn, error, never"],
  [["server", "start-dev", "--search-attribute", "Foo"], "--search-attribute 'Foo' must be of the form name=value"],
  [["server", "start-dev", "--search-attribute", "Foo=Bar"], "search attribute 'Foo' has no type 'Bar'"],
  [["server", "start-dev", "--dynamic-config-value", "a"], "--dynamic-config-value 'a' must be of the form name=value"],
  [["server", "start-dev", "--dynamic-config-value", "a=b"], "--dynamic-config-value a: 'b' is no JSON"],
  [
    ["server", "start-dev", "--dynamic-config-value", 'limit.maxIDLength="x"'],
    "'limit.maxIDLength' must be a whole number",
  ],
])("[SRV-31] %j is a wrong line", async (line, message) => {
  const { code, stderr } = await runVerb(line);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

test("[SRV-31] a taken port ends the command with 1 and the code", async () => {
  await using server = await startServer({ listen: { port: 0 } });
  const port = server.address?.split(":")[1] ?? "";
  const { code, stderr } = await runVerb(["server", "start-dev", "--port", port]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("[GRPC_ADDRESS_IN_USE]")]);
});

test("[SRV-31] an address that this machine does not have ends the command with 1 and the code", async () => {
  // Of the block that is for documentation.
  const { code, stderr } = await runVerb(["server", "start-dev", "--ip", "203.0.113.1", "--port", "0"]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("[GRPC_LISTEN_FAILED]")]);
});

test("[SRV-31] localhost is 127.0.0.1", async () => {
  const stop = new AbortController();
  const port = String(await freePort());
  const running = runVerb(["server", "start-dev", "--ip", "localhost", "--port", port], stop.signal);
  await expect.poll(async () => (await runVerb(["check", "--address", `127.0.0.1:${port}`])).code).toBe(0);
  stop.abort();
  expect((await running).stdout).toContain(`listens at 127.0.0.1:${port}`);
});

test("[SRV-31] flags for what is not there are noted, and the server starts all the same", async () => {
  const stop = new AbortController();
  const port = String(await freePort());
  const flags = [
    "--ui-port",
    "8233",
    "--http-port",
    "7243",
    "--db-filename",
    "file.db",
    "--sqlite-pragma",
    "a=b",
    "--log-config",
  ];
  const running = runVerb(["server", "start-dev", "--port", port, ...flags], stop.signal);
  await expect.poll(async () => (await runVerb(["check", "--address", `127.0.0.1:${port}`])).code).toBe(0);
  stop.abort();
  const { code, stderr, stdout } = await running;
  expect([code, stdout]).toEqual([0, `Temporal-compatible server listens at 127.0.0.1:${port}\n`]);
  expect(stderr).toContain("--db-filename: everything is kept in memory and lost at the end");
});
