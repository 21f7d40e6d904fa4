import { randomUUID } from "node:crypto";
import { workflowservice } from "@millrace/protocol/temporal";
import {
  intercepted,
  type SignalWithStartInput,
  type StartWorkflowInput,
  type StartWorkflowOutput,
} from "../../interceptors.ts";
import type { RpcCall } from "../../wire/rpc-call.ts";
import { wirePayloadsOrNone } from "../../wire/payloads.ts";
import { workflowContext, type ClientCore } from "./core.ts";
import { startRequest } from "./start-request.ts";

const { startWorkflowExecution, signalWithStartWorkflowExecution } = workflowservice.WorkflowService.method;

/** Starts a workflow. A call that is made again has the same request id: the server starts one workflow. */
export function startWorkflow(core: ClientCore, given: StartWorkflowInput): Promise<StartWorkflowOutput> {
  const start = async (input: StartWorkflowInput): Promise<StartWorkflowOutput> => {
    const request = await startRequest(core, randomUUID(), input);
    return outputOf(await core.connection.call(startWorkflowExecution, request, { about: about(input) }));
  };
  return intercepted(core.interceptors, "startWorkflow", start)(given);
}

export function signalWithStart(core: ClientCore, given: SignalWithStartInput): Promise<StartWorkflowOutput> {
  const start = async (input: SignalWithStartInput): Promise<StartWorkflowOutput> => {
    const context = workflowContext(core, input.options.id);
    const request = {
      ...(await startRequest(core, randomUUID(), input)),
      signalName: input.signalName,
      signalInput: wirePayloadsOrNone(await core.dataConverter.toPayloads(input.signalArgs, context)),
    };
    return outputOf(await core.connection.call(signalWithStartWorkflowExecution, request, { about: about(input) }));
  };
  return intercepted(core.interceptors, "signalWithStart", start)(given);
}

function about({ options, workflowType }: StartWorkflowInput): RpcCall {
  return { workflow: { workflowId: options.id, workflowType } };
}

/** Servers that do not tell of the first run have started it, unless they say otherwise. */
function outputOf(response: {
  readonly runId: string;
  readonly firstExecutionRunId: string;
  readonly started: boolean;
}): StartWorkflowOutput {
  const { runId, firstExecutionRunId, started } = response;
  return { runId, firstExecutionRunId: firstExecutionRunId || (started ? runId : undefined) };
}
