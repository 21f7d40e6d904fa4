import { createClient, type ConnectError } from "@connectrpc/connect";
import { createGrpcServer, createGrpcTransport } from "@millrace/protocol/grpc";
import { workflowservice } from "@millrace/protocol/temporal";

const { WorkflowService } = workflowservice;

/** What a client gets from a server that ends every call with this error, over a real connection. */
export async function answerOf(error: ConnectError): Promise<unknown> {
  await using server = createGrpcServer({
    listen: { host: "127.0.0.1", port: 0 },
    routes: (router) =>
      router.service(WorkflowService, {
        getSystemInfo: () => {
          throw error;
        },
      }),
    graceMs: 0,
  });
  const { address } = await server.start();
  await using transport = createGrpcTransport({ address });
  try {
    return await createClient(WorkflowService, transport).getSystemInfo({});
  } catch (reason) {
    return reason;
  }
}
