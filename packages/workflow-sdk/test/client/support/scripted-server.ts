import type { TlsOptions } from "node:tls";
import type { Message } from "@bufbuild/protobuf";
import type { ConnectRouter, HandlerContext, ServiceImpl } from "@connectrpc/connect";
import { createGrpcServer, type GrpcServer } from "@millrace/protocol/grpc";
import { workflowservice } from "@millrace/protocol/temporal";

export type Handlers = Partial<ServiceImpl<typeof workflowservice.WorkflowService>>;

/** One call as the server got it. */
export interface RecordedCall {
  readonly method: string;
  readonly request: Message;
  readonly headers: Headers;
}

export interface ScriptedServer extends AsyncDisposable {
  readonly server: GrpcServer;
  readonly address: string;
  readonly port: number;
  readonly calls: readonly RecordedCall[];
  /** The requests of one method, in their order. */
  requests<T extends Message = Message & Record<string, unknown>>(method: string): readonly T[];
}

export interface ScriptOptions {
  readonly port?: number;
  readonly tls?: TlsOptions;
  readonly maxConnectionAgeMs?: number;
  /** Other services beside WorkflowService. */
  readonly routes?: (router: ConnectRouter) => void;
}

type AnyHandler = (request: Message, context: HandlerContext) => unknown;

/** A WorkflowService whose answers a test writes by hand. It answers GetSystemInfo by itself. */
export async function scriptedServer(handlers: Handlers, options: ScriptOptions = {}): Promise<ScriptedServer> {
  const { port = 0, tls, maxConnectionAgeMs, routes } = options;
  const calls: RecordedCall[] = [];
  const all: Handlers = { getSystemInfo: () => ({ serverVersion: "scripted" }), ...handlers };
  const recording = Object.entries(all).map(([method, handler]) => [
    method,
    (request: Message, context: HandlerContext) => {
      calls.push({ method, request, headers: context.requestHeader });
      return (handler as AnyHandler)(request, context);
    },
  ]);
  const server = createGrpcServer({
    listen: { host: "127.0.0.1", port, ...(tls === undefined ? {} : { tls }) },
    ...(maxConnectionAgeMs === undefined ? {} : { maxConnectionAgeMs }),
    routes: (router) => {
      router.service(workflowservice.WorkflowService, Object.fromEntries(recording) as Handlers);
      routes?.(router);
    },
    graceMs: 0,
  });
  const { address } = await server.start();
  if (!("port" in address)) throw new Error("the server listens at a port");
  return {
    server,
    address: `127.0.0.1:${address.port}`,
    port: address.port,
    calls,
    requests: <T extends Message>(method: string) =>
      calls.filter((call) => call.method === method).map((call) => call.request as T),
    [Symbol.asyncDispose]: () => server.close(),
  };
}
