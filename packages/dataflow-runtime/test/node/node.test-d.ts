// [MAP-16] What an event has depends on its type.
import { f64, Node, type DoraValue, type NodeEvent } from "../../src/index.ts";

export function read(event: NodeEvent): string {
  switch (event.type) {
    case "INPUT": {
      const value: DoraValue = event.value;
      const bytes: Uint8Array = event.data;
      return `${event.id} ${value.length} ${bytes.length} ${event.metadata.timestamp.toISOString()}`;
    }
    case "STOP": {
      const reason: "MANUAL" | "ALL_INPUTS_CLOSED" = event.id;
      // @ts-expect-error a STOP has no value
      void event.value;
      return reason;
    }
    case "NODE_FAILED":
      return event.value.affectedInputIds.join(event.value.error);
    case "ERROR":
      return event.error.message;
    case "UNKNOWN":
      return event.detail;
    case "RELOAD":
      return event.id ?? "the node";
    case "EXTERNAL": {
      const kind: "external" = event.kind;
      return kind + event.id;
    }
    case "PARAM_UPDATE":
      // @ts-expect-error what somebody sets from outside may be anything
      return event.value.length;
    case "INPUT_CLOSED":
    case "INPUT_RECOVERED":
    case "NODE_RESTARTED":
    case "PARAM_DELETED":
      return event.id;
  }
}

export async function send(node: Node): Promise<void> {
  await node.sendOutput("out", Float32Array.of(1), { rate: f64(2), ids: [1, 2n], when: new Date() });
  await node.sendOutput("out", null);
  // @ts-expect-error an object is no Arrow data
  await node.sendOutput("out", { x: 1 });
  // @ts-expect-error an object is no parameter
  await node.sendOutput("out", null, { nested: { x: 1 } });
  const next: NodeEvent | undefined = await node.next(100);
  const answer = await node.request("out", "question", { timeoutMs: 100 });
  await node.respond(answer, "out", "answer", { goalStatus: "succeeded" });
  // @ts-expect-error goals end in one of three ways
  await node.respond(answer, "out", "answer", { goalStatus: "done" });
  // @ts-expect-error an order of its own
  await Node.connect({ order: "newest" });
  void next;
}
