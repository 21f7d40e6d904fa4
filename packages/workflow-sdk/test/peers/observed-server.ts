import { createClient, type HandlerContext, type ServiceImpl } from "@connectrpc/connect";
import { createGrpcServer } from "@millrace/protocol/grpc";
import { health, operatorservice, workflowservice } from "@millrace/protocol/temporal";
import type { Connectable } from "../../src/target.ts";

/** A port before a server, which writes down by which way activities reach workers. */
export interface ObservedServer extends AsyncDisposable {
  readonly address: string;
  /** Types of activities that came with the answer to a workflow task. */
  readonly eager: readonly string[];
  /** Types of activities that came with the answer to a poll. */
  readonly polled: readonly string[];
}

type AnyCall = (request: object, options: object) => Promise<object>;
type Service = typeof workflowservice.WorkflowService | typeof operatorservice.OperatorService | typeof health.Health;

export const observe = async (server: Connectable): Promise<ObservedServer> => {
  const eager: string[] = [];
  const polled: string[] = [];
  const passOn = <S extends Service>(service: S): Partial<ServiceImpl<S>> => {
    const client = createClient(service, server.transport()) as unknown as Readonly<Record<string, AnyCall>>;
    const unary = service.methods.filter(({ methodKind }) => methodKind === "unary");
    const handlers = unary.map(({ localName }) => [
      localName,
      (request: object, { signal, timeoutMs, requestHeader: headers }: HandlerContext) =>
        client[localName]?.(request, { signal, timeoutMs: timeoutMs(), headers }),
    ]);
    return Object.fromEntries(handlers) as Partial<ServiceImpl<S>>;
  };
  const workflow = passOn(workflowservice.WorkflowService) as ServiceImpl<typeof workflowservice.WorkflowService>;
  const front = createGrpcServer({
    listen: { host: "127.0.0.1", port: 0 },
    routes: (router) => {
      router.service(operatorservice.OperatorService, passOn(operatorservice.OperatorService));
      router.service(health.Health, passOn(health.Health));
      router.service(workflowservice.WorkflowService, {
        ...workflow,
        async respondWorkflowTaskCompleted(request, context) {
          const answer = await workflow.respondWorkflowTaskCompleted(request, context);
          for (const { activityType } of answer.activityTasks ?? []) eager.push(activityType?.name ?? "");
          return answer;
        },
        async pollActivityTaskQueue(request, context) {
          const answer = await workflow.pollActivityTaskQueue(request, context);
          if (answer.activityType !== undefined) polled.push(answer.activityType.name ?? "");
          return answer;
        },
      });
    },
    graceMs: 0,
  });
  const { address } = await front.start();
  if (!("port" in address)) throw new Error("the front listens at a port");
  return { address: `127.0.0.1:${address.port}`, eager, polled, [Symbol.asyncDispose]: () => front.close() };
};
