import type {
  Next,
  WorkflowClientInterceptor,
  WorkflowQueryInput,
  WorkflowSignalInput,
  WorkflowStartInput,
} from "@millrace/workflow-sdk/client";
import { defaultPayloadConverter, type Headers } from "@millrace/workflow-sdk/common";

/** Tells every workflow which tenant it works for. */
export class TenantInterceptor implements WorkflowClientInterceptor {
  readonly calls: string[] = [];
  readonly #tenant: string;

  constructor(tenant: string) {
    this.#tenant = tenant;
  }

  async start(input: WorkflowStartInput, next: Next<WorkflowClientInterceptor, "start">): Promise<string> {
    this.calls.push(`start ${input.workflowType}`);
    return next({ ...input, headers: this.#with(input.headers) });
  }

  async signal(input: WorkflowSignalInput, next: Next<WorkflowClientInterceptor, "signal">): Promise<void> {
    this.calls.push(`signal ${input.signalName} of ${input.workflowExecution.workflowId}`);
    await next({ ...input, headers: this.#with(input.headers) });
  }

  async query(input: WorkflowQueryInput, next: Next<WorkflowClientInterceptor, "query">): Promise<unknown> {
    this.calls.push(`query ${input.queryType}`);
    return next(input);
  }

  #with(headers: Headers): Headers {
    return { ...headers, tenant: defaultPayloadConverter.toPayload(this.#tenant) };
  }
}
