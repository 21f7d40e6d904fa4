import assert from "node:assert/strict";
import { create, createRegistry } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import {
  ApplicationFailure,
  type Client,
  createPayloadConverter,
  Worker,
  WorkflowFailedError,
} from "@millrace/workflow-sdk";
import { silentLogger } from "@millrace/protocol";
import { type Relay, relays } from "../relays.ts";
import { type SideScenario, unique } from "../side.ts";

const values: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1.5,
  2 ** 53 - 1,
  "",
  "žluťoučký 🐎",
  [],
  [1, ["two"], null],
  { a: { b: [1, { c: "d" }] }, empty: {} },
  new Uint8Array(),
  new Uint8Array([0, 255, 128]),
];

/** What a protobuf message is told by; its class is another on the other side. */
const plain = (value: unknown): unknown => (value === null ? undefined : value);

const passes = async (client: Client, taskQueue: string, queue: string, value: unknown): Promise<void> => {
  const result = await client.executeWorkflow("relays", { taskQueue, args: [queue, "echo", value] });
  // Languages with one name for nothing make one of the two of them.
  assert.deepEqual(plain(result), plain(value));
};

const scenario = ({ name, readsProtobuf, start }: Relay): SideScenario => ({
  name: `values and failures pass through workflows of ${name}`,
  run: async (side) => {
    const taskQueue = unique("relay");
    const queue = unique("echo");
    const converter = createPayloadConverter({ registry: createRegistry(DurationSchema) });
    await using client = await side.connect({ dataConverter: { payloadConverter: converter } });
    await using _relay = await start(side.address, taskQueue);
    const seen: unknown[] = [];
    const activities = {
      echo: (value: unknown): unknown => {
        seen.push(value);
        return value;
      },
      refuse: (value: unknown): never => {
        throw ApplicationFailure.retryable("no", "Refusal", value, 1);
      },
    };
    await using _worker = await new Worker(client, { taskQueue: queue, activities, logger: silentLogger }).start();
    for (const value of values) await passes(client, taskQueue, queue, value);
    assert.deepEqual(seen.map(plain), values.map(plain));
    if (readsProtobuf) await passes(client, taskQueue, queue, create(DurationSchema, { seconds: 5n, nanos: 7 }));
    const failing = client.executeWorkflow("relays", { taskQueue, args: [queue, "refuse", "why"] });
    await assert.rejects(failing, (error) => {
      assert(error instanceof WorkflowFailedError);
      const { cause } = error.cause;
      const { message, type, details } = cause as Error & { type: string; details: readonly unknown[] };
      assert.deepEqual([message, type, details], ["no", "Refusal", ["why", 1]]);
      return true;
    });
  },
});

/** Values cross from our client to workflows of other SDKs, to our activities, and all the way back. */
export const payloadScenarios: readonly SideScenario[] = relays.map(scenario);
