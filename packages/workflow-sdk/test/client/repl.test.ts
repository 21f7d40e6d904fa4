import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, test } from "vitest";
import { closing } from "./support/history.ts";
import { payloads } from "./support/payloads.ts";
import { scriptedServer } from "./support/scripted-server.ts";

/** What `node -i` prints when these lines are typed, each at its prompt. */
async function repl(...lines: readonly string[]): Promise<string> {
  const args = ["--conditions=@millrace/source", "--no-warnings", "-i"];
  const child = spawn(process.execPath, args, { cwd: path.join(import.meta.dirname, "../.."), stdio: "pipe" });
  const exited = once(child, "exit");
  const left = [...lines];
  let output = "";
  const onOutput = (chunk: Buffer): void => {
    output += chunk.toString();
    if (!output.endsWith("\n> ") && output !== "> ") return;
    const line = left.shift();
    if (line === undefined) child.stdin.end();
    else child.stdin.write(`${line}\n`);
  };
  child.stdout.on("data", onOutput);
  child.stderr.on("data", onOutput);
  await exited;
  return output;
}

test("[CLI-40] the hello works in a REPL, which an open client does not keep alive", async () => {
  await using server = await scriptedServer({
    startWorkflowExecution: () => ({ runId: "r" }),
    getWorkflowExecutionHistory: () =>
      closing({ case: "workflowExecutionCompletedEventAttributes", value: { result: payloads("Hello, REPL!") } }),
  });
  const output = await repl(
    'const { Client } = await import("@millrace/workflow-sdk")',
    `const client = await Client.connect("${server.address}", { apiKey: "top-secret", tls: false })`,
    'const result = await client.executeWorkflow("MyWorkflow", { args: ["arg1"], id: "someid", taskQueue: "somequeue" })',
    '"Result " + result',
    "client",
    'await client.startWorkflow("MyWorkflow", {})',
  );
  expect(output).toContain("'Result Hello, REPL!'");
  expect(output).toContain("WORKFLOW_INVALID_OPTION");
  expect(output).toContain("'taskQueue' is missing");
  expect(output).not.toContain("top-secret");
  expect(server.requests("startWorkflowExecution")).toHaveLength(1);
});
