import { expect, test } from "vitest";
import { startWorker, taskServer } from "./support/task-server.ts";

test("[SEED-12] activities are served by name", async () => {
  await using server = await taskServer();
  await using worker = await startWorker(server, { activities: { hello: (name: string) => `hello ${name}` } });
  const task = await server.schedule("hello", ["you"]);
  expect(await task.report).toEqual({ kind: "completed", result: ["hello you"] });
  expect(worker.state).toBe("running");
});
