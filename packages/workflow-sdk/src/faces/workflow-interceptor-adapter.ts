import type { ClientInterceptor, StartUpdateOutput, StartWorkflowOutput, WorkflowChainRef } from "../interceptors.ts";
import { WorkflowSdkError } from "../errors.ts";
import { defined } from "./defined.ts";
import { updateWithStartOf } from "./update-with-start-adapter.ts";
import type { WorkflowClientInterceptor, WorkflowExecution, WorkflowStartInput } from "./workflow-interceptors.ts";
import { coreStart, officialStart } from "./workflow-start-adapter.ts";

/** @throws `WORKFLOW_INVALID_OPTION` for factories, which the official client still takes */
export function coreWorkflowInterceptors(
  given: readonly WorkflowClientInterceptor[] | undefined,
): readonly ClientInterceptor[] {
  if (given === undefined || Array.isArray(given)) return (given ?? []).map(coreWorkflowInterceptor);
  const message = "interceptors of workflows must be a list; factories ('{ calls }') are not taken";
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { option: "interceptors" } });
}

/** Calls that it does not wrap pass it by. */
function coreWorkflowInterceptor(official: WorkflowClientInterceptor): ClientInterceptor {
  return defined<ClientInterceptor>({
    ...startOf(official),
    ...signalsOf(official),
    ...endsOf(official),
    ...updateWithStartOf(official),
  });
}

function startOf(official: WorkflowClientInterceptor): ClientInterceptor {
  const start = official.start?.bind(official);
  const details = official.startWithDetails?.bind(official);
  const signalWithStart = official.signalWithStart?.bind(official);
  return defined({
    startWorkflow:
      (details ?? start) &&
      (async (input, next) => {
        let output: StartWorkflowOutput | undefined;
        const go = async (given: WorkflowStartInput): Promise<string> => {
          output = await next(coreStart(given));
          return output.runId;
        };
        const runId = details
          ? (await details(officialStart(input), async (given) => ({ runId: await go(given), eagerlyStarted: false })))
              .runId
          : await start?.(officialStart(input), go);
        return { firstExecutionRunId: undefined, ...output, runId: runId as string };
      }),
    signalWithStart:
      signalWithStart &&
      (async (input, next) => {
        const { signalName, signalArgs } = input;
        let output: StartWorkflowOutput | undefined;
        const runId = await signalWithStart({ ...officialStart(input), signalName, signalArgs }, async (given) => {
          const { signalName: name, signalArgs: args } = given;
          output = await next({ ...coreStart(given), signalName: name, signalArgs: args });
          return output.runId;
        });
        return { firstExecutionRunId: undefined, ...output, runId };
      }),
  } satisfies { [K in keyof ClientInterceptor]: ClientInterceptor[K] | undefined });
}

function signalsOf(official: WorkflowClientInterceptor): ClientInterceptor {
  const signal = official.signal?.bind(official);
  const query = official.query?.bind(official);
  return defined({
    signalWorkflow:
      signal &&
      (({ signalName, args, header, ...ref }, next) =>
        signal(
          { signalName, args, workflowExecution: execution(ref), headers: header },
          ({ workflowExecution, ...given }) =>
            next({ ...workflowExecution, signalName: given.signalName, args: given.args, header: given.headers }),
        )),
    queryWorkflow:
      query &&
      (({ queryType, args, header, rejectCondition, ...ref }, next) =>
        query(
          {
            queryType,
            args,
            workflowExecution: execution(ref),
            queryRejectCondition: rejectCondition,
            headers: header,
          },
          ({ workflowExecution, ...given }) =>
            next({
              ...workflowExecution,
              queryType: given.queryType,
              args: given.args,
              rejectCondition: given.queryRejectCondition,
              header: given.headers,
            }),
        )),
  } satisfies { [K in keyof ClientInterceptor]: ClientInterceptor[K] | undefined });
}

function endsOf(official: WorkflowClientInterceptor): ClientInterceptor {
  const update = official.startUpdate?.bind(official);
  const terminate = official.terminate?.bind(official);
  const cancel = official.cancel?.bind(official);
  return defined({
    startUpdate:
      update &&
      (async ({ updateName, updateId, args, waitForStage, header, ...chain }, next) => {
        let output: StartUpdateOutput | undefined;
        const input = { updateName, args, ...officialChain(chain), headers: header, options: { updateId } };
        const { workflowRunId } = await update(input, async (given) => {
          output = await next({
            ...coreChain(given),
            updateName: given.updateName,
            updateId: given.options.updateId,
            args: given.args,
            waitForStage,
            header: given.headers,
          });
          return { updateId: given.options.updateId, workflowRunId: output.workflowRunId };
        });
        return { outcome: undefined, ...output, workflowRunId };
      }),
    terminateWorkflow:
      terminate &&
      (({ reason, details, ...chain }, next) =>
        terminate({ ...officialChain(chain), reason, details }, (given) =>
          next({ ...coreChain(given), reason: given.reason ?? "", details: given.details ?? [] }),
        )),
    cancelWorkflow:
      cancel &&
      (({ reason, ...chain }, next) => cancel(officialChain(chain), (given) => next({ ...coreChain(given), reason }))),
  } satisfies { [K in keyof ClientInterceptor]: ClientInterceptor[K] | undefined });
}

const execution = ({ workflowId, runId }: WorkflowExecution): WorkflowExecution => ({ workflowId, runId });

interface OfficialChain {
  readonly workflowExecution: WorkflowExecution;
  readonly firstExecutionRunId?: string | undefined;
}

function officialChain(chain: WorkflowChainRef): OfficialChain {
  return { workflowExecution: execution(chain), firstExecutionRunId: chain.firstExecutionRunId };
}

function coreChain({ workflowExecution, firstExecutionRunId }: OfficialChain): WorkflowChainRef {
  return { ...execution(workflowExecution), firstExecutionRunId };
}
