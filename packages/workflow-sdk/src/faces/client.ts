import { checkOptions } from "@millrace/protocol";
import { ActivityClient } from "./activity-client.ts";
import { coreActivityInterceptor, type ActivityClientInterceptor } from "./activity-interceptors.ts";
import { BaseClient, baseOptionNames, type BaseClientOptions } from "./base-client.ts";
import { defined } from "./defined.ts";
import type { QueryRejectCondition } from "./enums.ts";
import { ScheduleClient, type ScheduleClientInterceptor } from "./schedule-client.ts";
import { WorkflowClient } from "./workflow-client.ts";
import { coreWorkflowInterceptors } from "./workflow-interceptor-adapter.ts";
import type { WorkflowClientInterceptor } from "./workflow-interceptors.ts";

export interface ClientInterceptors {
  readonly workflow?: readonly WorkflowClientInterceptor[];
  readonly schedule?: readonly ScheduleClientInterceptor[];
  readonly activity?: readonly ActivityClientInterceptor[];
}

export interface ClientOptions extends BaseClientOptions {
  readonly interceptors?: ClientInterceptors;
  readonly workflow?: { readonly queryRejectCondition?: QueryRejectCondition };
}

/** The clients of one namespace. Whoever made the connection closes it. */
export class Client extends BaseClient {
  readonly workflow: WorkflowClient;
  readonly schedule: ScheduleClient;
  readonly activity: ActivityClient;

  constructor(options: ClientOptions = {}) {
    checkOptions(options, [...baseOptionNames, "interceptors", "workflow"], "Client");
    const { interceptors = {}, workflow } = options;
    checkOptions(interceptors, ["workflow", "schedule", "activity"], "Client: 'interceptors'");
    checkOptions(workflow, ["queryRejectCondition"], "Client: 'workflow'");
    const all = [
      ...coreWorkflowInterceptors(interceptors.workflow),
      ...(interceptors.activity ?? []).map(coreActivityInterceptor),
    ];
    super(options, { interceptors: all, ...defined({ queryRejectCondition: workflow?.queryRejectCondition }) });
    const { connection, namespace, dataConverter } = this;
    const shared = { connection, namespace, dataConverter };
    this.workflow = new WorkflowClient({ ...shared, ...workflow, ...defined({ interceptors: interceptors.workflow }) });
    this.schedule = new ScheduleClient({ ...shared, ...defined({ interceptors: interceptors.schedule }) });
    this.activity = new ActivityClient({ ...shared, ...defined({ interceptors: interceptors.activity }) });
  }
}
