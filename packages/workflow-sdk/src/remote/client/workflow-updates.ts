import { randomUUID } from "node:crypto";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { enums, workflowservice, type update } from "@millrace/protocol/temporal";
import { WorkflowSdkError } from "../../errors.ts";
import {
  intercepted,
  type StartUpdateInput,
  type StartUpdateOutput,
  type StartUpdateWithStartInput,
  type UpdateOutcome,
  type UpdateStage,
} from "../../interceptors.ts";
import { MultiOperationExecutionError } from "../../rpc-errors/multi-operation-error.ts";
import { wireHeader } from "../../wire/payload-fields.ts";
import { payloadsOf, wirePayloadsOrNone } from "../../wire/payloads.ts";
import { wireExecution } from "../../wire/workflow-ref.ts";
import { workflowContext, type ClientCore } from "./core.ts";
import { pollAgain } from "./poll-again.ts";
import { startRequest, type StartRequest } from "./start-request.ts";
import { aboutWorkflow } from "./workflow-calls.ts";

const methods = workflowservice.WorkflowService.method;
const { UpdateWorkflowExecutionLifecycleStage: Stage } = enums;

type UpdateRequest = Omit<MessageInitShape<typeof workflowservice.UpdateWorkflowExecutionRequestSchema>, "$typeName">;

/** Sends an update, and waits until it has come as far as its caller wants. */
export function startUpdate(core: ClientCore, given: StartUpdateInput): Promise<StartUpdateOutput> {
  const start = async (input: StartUpdateInput): Promise<StartUpdateOutput> => {
    const request = await updateRequest(core, input);
    const response = await untilStage(core, input.waitForStage, () =>
      core.connection.call(methods.updateWorkflowExecution, request, aboutWorkflow(input)),
    );
    return outputOf(core, input.workflowId, response);
  };
  return intercepted(core.interceptors, "startUpdate", start)(given);
}

/** The same for a workflow that the call starts, unless it runs already; both happen, or neither. */
export function startUpdateWithStart(core: ClientCore, given: StartUpdateWithStartInput): Promise<StartUpdateOutput> {
  const start = async (input: StartUpdateWithStartInput): Promise<StartUpdateOutput> => {
    const workflowId = input.start.options.id;
    const startOperation = await startRequest(core, randomUUID(), input.start);
    const updateOperation = await updateRequest(core, { ...input.update, workflowId });
    const response = await untilStage(core, input.update.waitForStage, () =>
      executeBoth(core, startOperation, updateOperation, input.start.workflowType),
    );
    return outputOf(core, workflowId, response);
  };
  return intercepted(core.interceptors, "startUpdateWithStart", start)(given);
}

async function executeBoth(
  core: ClientCore,
  start: StartRequest,
  update: UpdateRequest,
  workflowType: string,
): Promise<workflowservice.UpdateWorkflowExecutionResponse> {
  const request = {
    namespace: core.namespace,
    operations: [
      { operation: { case: "startWorkflow" as const, value: start } },
      { operation: { case: "updateWorkflow" as const, value: update } },
    ],
  };
  const about = { workflow: { workflowId: start.workflowId ?? "", workflowType } };
  try {
    const { responses } = await core.connection.call(methods.executeMultiOperation, request, { about });
    const answer = responses[1]?.response;
    if (answer?.case === "updateWorkflow") return answer.value;
  } catch (error) {
    throw MultiOperationExecutionError.is(error) ? (error.origin ?? error) : error;
  }
  const message = "the server answered a start with an update without saying what became of the update";
  throw new WorkflowSdkError("WORKFLOW_UNEXPECTED_ANSWER", message);
}

/** Servers answer with less when their time is over: the same update is then asked about again. */
async function untilStage(
  core: ClientCore,
  wanted: UpdateStage,
  call: () => Promise<workflowservice.UpdateWorkflowExecutionResponse>,
): Promise<workflowservice.UpdateWorkflowExecutionResponse> {
  for (;;) {
    try {
      const response = await call();
      if (response.stage >= Stage[wanted] || response.outcome?.value.case !== undefined) return response;
    } catch (error) {
      if (!pollAgain(core, error)) throw error;
    }
  }
}

async function updateRequest(core: ClientCore, input: StartUpdateInput): Promise<UpdateRequest> {
  const context = workflowContext(core, input.workflowId);
  return {
    namespace: core.namespace,
    workflowExecution: wireExecution(input.workflowId, input.runId),
    firstExecutionRunId: input.firstExecutionRunId ?? "",
    waitPolicy: { lifecycleStage: Stage[input.waitForStage] },
    request: {
      meta: { updateId: input.updateId, identity: core.connection.identity },
      requestId: randomUUID(),
      input: {
        name: input.updateName,
        args: wirePayloadsOrNone(await core.dataConverter.toPayloads(input.args, context)),
        header: wireHeader(await core.dataConverter.encodeFields(input.header, context)),
      },
    },
  };
}

async function outputOf(
  core: ClientCore,
  workflowId: string,
  { updateRef, outcome }: workflowservice.UpdateWorkflowExecutionResponse,
): Promise<StartUpdateOutput> {
  return {
    workflowRunId: updateRef?.workflowExecution?.runId || undefined,
    outcome: await outcomeOf(core, workflowId, outcome),
  };
}

async function outcomeOf(
  core: ClientCore,
  workflowId: string,
  outcome: update.Outcome | undefined,
): Promise<UpdateOutcome | undefined> {
  const context = workflowContext(core, workflowId);
  if (outcome?.value.case === "success") {
    const [value] = await core.dataConverter.fromPayloads(payloadsOf(outcome.value.value), context);
    return { type: "result", value };
  }
  if (outcome?.value.case !== "failure") return undefined;
  return { type: "failure", error: await core.dataConverter.decodeFailure(outcome.value.value, context) };
}

export interface UpdateRef {
  readonly workflowId: string;
  readonly workflowRunId: string | undefined;
  readonly updateId: string;
}

/** Waits for the end of an update. */
export async function updateOutcome(
  core: ClientCore,
  { workflowId, workflowRunId, updateId }: UpdateRef,
  signal: AbortSignal | undefined,
): Promise<UpdateOutcome> {
  const request = {
    namespace: core.namespace,
    identity: core.connection.identity,
    updateRef: { workflowExecution: wireExecution(workflowId, workflowRunId), updateId },
    waitPolicy: { lifecycleStage: Stage.COMPLETED },
  };
  const options = { signal, ...aboutWorkflow({ workflowId, runId: workflowRunId }) };
  for (;;) {
    try {
      const { outcome } = await core.connection.call(methods.pollWorkflowExecutionUpdate, request, options);
      const known = await outcomeOf(core, workflowId, outcome);
      if (known !== undefined) return known;
    } catch (error) {
      if (!pollAgain(core, error)) throw error;
    }
  }
}
