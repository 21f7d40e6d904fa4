import { createClient, type Client, type Transport } from "@connectrpc/connect";
import { create } from "@bufbuild/protobuf";
import { createPayload } from "@millrace/protocol/payload";
import { common, health, operatorservice, testservice, workflowservice } from "@millrace/protocol/temporal";
import { startServer, type ServerOptions, type TemporalServer } from "../../../src/server.ts";

/** A server in process, and a client for each of its services. */
export interface Served extends AsyncDisposable {
  readonly server: TemporalServer;
  readonly workflows: Client<typeof workflowservice.WorkflowService>;
  readonly operator: Client<typeof operatorservice.OperatorService>;
  readonly test: Client<typeof testservice.TestService>;
  readonly health: Client<typeof health.Health>;
}

export async function serve(options: ServerOptions = {}): Promise<Served> {
  const server = await startServer(options);
  return { server, ...clientsOf(server.transport()), [Symbol.asyncDispose]: () => server.close() };
}

export function clientsOf(transport: Transport): Pick<Served, "workflows" | "operator" | "test" | "health"> {
  return {
    workflows: createClient(workflowservice.WorkflowService, transport),
    operator: createClient(operatorservice.OperatorService, transport),
    test: createClient(testservice.TestService, transport),
    health: createClient(health.Health, transport),
  };
}

/** Values as an SDK sends them. */
export const payloads = (...values: readonly unknown[]): common.Payloads =>
  create(common.PayloadsSchema, {
    payloads: values.map((value) => createPayload("json/plain", new TextEncoder().encode(JSON.stringify(value)))),
  });

/** The first of these values. */
export const valueOf = (sent: common.Payloads | undefined): unknown => {
  const data = sent?.payloads[0]?.data;
  return data === undefined ? undefined : (JSON.parse(new TextDecoder().decode(data)) as unknown);
};
