import { fileURLToPath } from "node:url";
import { silentLogger, systemClock } from "@millrace/protocol";
import type { DataflowPlan, InputPlan, NodePlan } from "../descriptor/plan.ts";
import type { HostedLink } from "../embedded/node-host.ts";
import { createThreadHost } from "../embedded/threads/thread-host.ts";
import { inheritedEnv } from "../env.ts";
import { DataflowError } from "../errors.ts";
import type { NodeConfig } from "../node-config.ts";
import type { NodeLink } from "../node-link.ts";
import type { OperatorModule } from "./load-operator.ts";

/** What a thread is told of its operator. */
export interface OperatorErrand extends OperatorModule {
  readonly id: string;
  readonly directory: string;
}

/** Gets what an operator's thread prints. */
export type OperatorOutput = (stream: "stdout" | "stderr", text: string) => void;

const isSource = import.meta.url.endsWith(".ts");
const entry = new URL(isSource ? "./operator-worker.ts" : "./operator-worker.js", import.meta.url);

export interface OperatorThreadOptions {
  readonly output: OperatorOutput;
  /** Aborting it ends the thread at once. */
  readonly signal: AbortSignal;
}

/**
 * Runs an operator in a thread of its own: to the thread it is a node whose engine is the host's link.
 *
 * @throws `DATAFLOW_OPERATOR_FAILED` when the thread ended badly
 */
export async function runOperatorThread(
  errand: OperatorErrand,
  link: NodeLink,
  { output, signal }: OperatorThreadOptions,
): Promise<void> {
  const plan = planOf(errand, link.config);
  const host = createThreadHost({
    dataflow: planWithReader(plan, link.config),
    clock: systemClock,
    logger: silentLogger,
    counters: () => ({ messages: 0, bytes: 0, dropped: 0, taken: 0 }),
    env: inheritedEnv(),
  });
  const hosted: HostedLink = { ...link, phase: "new", isAwaited: false, closed: new Promise(() => undefined) };
  const life = host.start({ plan, link: hosted, output });
  const kill = (): void => life.kill();
  if (signal.aborted) kill();
  else signal.addEventListener("abort", kill, { once: true });
  const exit = await life.ended;
  signal.removeEventListener("abort", kill);
  await host.close();
  if (exit.ok) return;
  const message = `operator '${errand.id}' failed in its thread: it ${exit.error}`;
  throw new DataflowError("DATAFLOW_OPERATOR_FAILED", message, { cause: exit.cause, details: { operator: errand.id } });
}

const place = { file: "operator host", line: 1, column: 1 };

function planOf(errand: OperatorErrand, { outputs }: NodeConfig): NodePlan {
  const script = fileURLToPath(entry);
  const scriptArgs = [JSON.stringify(errand)];
  return {
    id: errand.id,
    place,
    command: {
      kind: "script",
      executable: process.execPath,
      args: [],
      cwd: errand.directory,
      script,
      scriptArgs,
      runtimeArgs: [],
    },
    env: {},
    inputs: new Map(),
    outputs: new Map(outputs.map((id) => [id, { id, place }])),
    restart: { policy: "never", maxRestarts: 0 },
    operators: [],
  };
}

/** The thread sends an output only if somebody reads it: the host does. */
function planWithReader(plan: NodePlan, config: NodeConfig): DataflowPlan {
  const inputs = config.outputs.map((id): [string, InputPlan] => [
    id,
    {
      id,
      place,
      source: { kind: "output", nodeId: plan.id, outputId: id },
      sourceText: `${plan.id}/${id}`,
      queueSize: 1,
      queuePolicy: "drop_oldest",
      hasOptions: false,
    },
  ]);
  const reader: NodePlan = { ...plan, id: "operator host", inputs: new Map(inputs), outputs: new Map() };
  return {
    file: "operator host",
    directory: "",
    nodes: new Map([plan, reader].map((node) => [node.id, node])),
    exitWhenNodesFinish: false,
    healthCheckIntervalMs: 5000,
    modules: [],
    descriptor: {},
    warnings: [],
    unsupported: [],
  };
}
