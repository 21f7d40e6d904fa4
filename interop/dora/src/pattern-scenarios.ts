import { ours, theirs, type Flow } from "./engine.ts";
import type { Judged } from "./flows.ts";

type Command = ReturnType<typeof ours>;

const service = (client: Command, server: Command): Flow => ({
  nodes: [
    { id: "client", ...client, inputs: { response: "server/response" }, outputs: ["request"] },
    { id: "server", ...server, inputs: { request: "client/request" }, outputs: ["response"] },
  ],
});

const action = (client: Command, server: Command): Flow => ({
  nodes: [
    {
      id: "client",
      ...client,
      inputs: { feedback: "server/feedback", result: "server/result" },
      outputs: ["goal", "cancel"],
    },
    {
      id: "server",
      ...server,
      inputs: { goal: "client/goal", cancel: "client/cancel" },
      outputs: ["feedback", "result"],
    },
  ],
});

export const patternScenarios: readonly Judged[] = [
  { name: "our client of our service", flow: service(ours("service-client"), ours("service-server")) },
  { name: "our client of Python's service", flow: service(ours("service-client"), theirs("service_server")) },
  { name: "Python's client of our service", flow: service(theirs("service_client"), ours("service-server")) },
  { name: "our client of Python's action", flow: action(ours("action-client"), theirs("action_server")) },
  { name: "our client of our action", flow: action(ours("action-client"), ours("action-server")) },
];
