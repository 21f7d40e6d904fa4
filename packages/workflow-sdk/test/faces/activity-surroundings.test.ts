import { silentLogger } from "@millrace/protocol";
import { expect, test } from "vitest";
import { Context, getClient, metricMeter } from "../../src/activity-face.ts";
import { Client, Connection } from "../../src/client-face.ts";
import { IllegalStateError } from "../../src/common-face.ts";
import * as own from "../../src/index.ts";
import { startServer } from "../../src/server.ts";
import { MockActivityEnvironment } from "../../src/testing.ts";

const taskQueue = "q";
const options = { id: "tell", taskQueue, startToCloseTimeout: "1m", retry: { maximumAttempts: 1 } } as const;

test("[FACE-5] an activity has the client of its worker", async () => {
  await using server = await startServer();
  await using connection = Connection.lazy({ address: server });
  const client = new Client({ connection });
  const tell = async (workflowId: string): Promise<string> => {
    expect(getClient()).toBe(client);
    const handle = Context.current().client.workflow.getHandle(workflowId);
    await handle.signal("told");
    return (await handle.describe()).status.name;
  };
  await using _worker = await new own.Worker(client, { taskQueue, activities: { tell }, logger: silentLogger }).start();
  const handle = await client.workflow.start("waits", { taskQueue, workflowId: "w" });
  expect(await client.activity.execute("tell", { ...options, args: ["w"] })).toBe("RUNNING");
  const { events } = await handle.fetchHistory();
  expect(events.at(-1)).toMatchObject({ eventType: "EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED" });
});

test("[FACE-5] a client that is not there, or of the other face, is told of", async () => {
  expect(() => getClient()).toThrow("WORKFLOW_NOT_IN_ACTIVITY");
  const asks = async (): Promise<unknown> => getClient();
  const alone = new MockActivityEnvironment().run(asks);
  await expect(alone).rejects.toBeInstanceOf(IllegalStateError);
  const ours = new own.Client("localhost:1");
  await expect(new MockActivityEnvironment({ client: ours }).run(asks)).rejects.toThrow(
    "@millrace/workflow-sdk/client",
  );
  await ours.close();
  const theirs = new Client({ connection: Connection.lazy() });
  expect(await new MockActivityEnvironment({ client: theirs }).run(asks)).toBe(theirs);
  await theirs.connection.close();
});

test("[FACE-5] activities may count what they like", async () => {
  const counted = await new MockActivityEnvironment().run(() => {
    const counter = Context.current().metricMeter.withTags({ shop: "north" }).createCounter("sold");
    counter.add(1);
    metricMeter.createHistogram("price", "float").record(1.5);
    return counter;
  });
  expect(counted).toMatchObject({ name: "sold", kind: "counter", valueType: "int" });
});
