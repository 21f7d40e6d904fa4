import type { ClientInterceptor, StartUpdateOutput } from "../interceptors.ts";
import { defined } from "./defined.ts";
import type { WorkflowClientInterceptor } from "./workflow-interceptors.ts";
import { coreStart, officialStart } from "./workflow-start-adapter.ts";

/** The official interceptor of updates that are sent with the start of their workflow, as one of this package. */
export function updateWithStartOf(official: WorkflowClientInterceptor): ClientInterceptor {
  const around = official.startUpdateWithStart?.bind(official);
  return defined({
    startUpdateWithStart:
      around &&
      (async ({ start, update }, next) => {
        let output: StartUpdateOutput | undefined;
        const { workflowType, headers, options } = officialStart(start);
        const input = {
          workflowType,
          workflowStartOptions: options,
          workflowStartHeaders: headers,
          updateName: update.updateName,
          updateArgs: update.args,
          updateOptions: { updateId: update.updateId },
          updateHeaders: update.header,
        };
        const { workflowExecution } = await around(input, async (given) => {
          const { updateId } = given.updateOptions;
          const givenStart = {
            workflowType: given.workflowType,
            headers: given.workflowStartHeaders,
            options: given.workflowStartOptions,
          };
          output = await next({
            start: coreStart(givenStart),
            update: {
              updateName: given.updateName,
              updateId,
              args: given.updateArgs,
              waitForStage: update.waitForStage,
              header: given.updateHeaders,
            },
          });
          const { workflowId } = given.workflowStartOptions;
          return { workflowExecution: { workflowId, runId: output.workflowRunId }, updateId };
        });
        return { outcome: undefined, ...output, workflowRunId: workflowExecution.runId };
      }),
  } satisfies { [K in keyof ClientInterceptor]: ClientInterceptor[K] | undefined });
}
