import type { common } from "@millrace/protocol/temporal";
import type { ServerCore } from "./core.ts";
import type { Run } from "./engine/run.ts";
import type { Namespace } from "./namespaces.ts";
import { invalidArgument } from "./service-errors.ts";

/** @throws `invalid_argument` if it is missing or too long */
export function checkIdLength(core: ServerCore, field: string, id: string): void {
  if (id === "") throw invalidArgument(`${field} is not set on request.`);
  if (Buffer.byteLength(id) > core.settings.limits.idBytes) throw invalidArgument(`${field} length exceeds limit.`);
}

/** @throws `invalid_argument`, `not_found` */
export function requireNamespace(core: ServerCore, name: string): Namespace {
  if (name === "") throw invalidArgument("Namespace is empty.");
  return core.namespaces.require(name);
}

/** @throws `invalid_argument`, `not_found` */
export function requireRun(core: ServerCore, namespace: string, execution: common.WorkflowExecution | undefined): Run {
  const { id } = requireNamespace(core, namespace);
  if (execution === undefined) throw invalidArgument("Execution is not set on request.");
  const { workflowId, runId } = execution;
  if (workflowId === "") throw invalidArgument("WorkflowId is not set on request.");
  if (runId !== "" && !uuid.test(runId)) throw invalidArgument("Invalid RunId.");
  return core.runs.require(id, { workflowId, runId });
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
