import { startServer } from "@millrace/workflow-sdk/server";
import { expect, test } from "vitest";
import { hello } from "../src/hello.ts";

test("the hello is the same in process and by an address", async () => {
  await using server = await startServer({ listen: { host: "127.0.0.1", port: 0 } });
  const greetings = { activity: "Hello, Temporal!", workflow: "Hello, arg1!" };
  expect(await hello(server)).toEqual(greetings);
  expect(await hello(server.address ?? "")).toEqual(greetings);
});
