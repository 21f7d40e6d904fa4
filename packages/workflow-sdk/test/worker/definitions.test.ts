import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { activity, Worker, type Activities } from "../../src/index.ts";
import { startWorker, taskQueue, taskServer } from "./support/task-server.ts";

class Greeter {
  readonly #greeting = "hi";
  greet(name: string): string {
    return `${this.#greeting} ${name}`;
  }
  async later(name: string): Promise<string> {
    return `${this.#greeting} ${name}, later`;
  }
}

class Loud extends Greeter {
  static readonly Inner = class {};
  readonly Inner = Loud.Inner;
  readonly loudness = 3;
  override greet(name: string): string {
    return `${super.greet(name)}!`;
  }
  get trap(): never {
    throw new Error("getters are not called");
  }
}

class Callable {
  readonly #factor = 2;
  run(value: number): number {
    return value * this.#factor;
  }
}

function triple(value: number): number {
  return value * 3;
}

test("[SEED-16] functions, async functions, callable objects, bound methods and lambdas are activities", async () => {
  const greeter = new Greeter();
  const activities: Activities = {
    triple,
    asyncFunction: async (value: number) => value + 1,
    callable: new Callable(),
    method: greeter.greet.bind(greeter),
    lambda: (value: number) => value - 1,
    ["any name, även så ☃"]: () => "named",
    ...activity.activitiesOf(greeter),
  };
  await using server = await taskServer();
  await using worker = await startWorker(server, { activities });
  const run = async (type: string, ...args: unknown[]): Promise<unknown> => (await server.schedule(type, args)).report;
  expect(await run("triple", 2)).toEqual({ kind: "completed", result: [6] });
  expect(await run("asyncFunction", 2)).toEqual({ kind: "completed", result: [3] });
  expect(await run("callable", 2)).toEqual({ kind: "completed", result: [4] });
  expect(await run("method", "you")).toEqual({ kind: "completed", result: ["hi you"] });
  expect(await run("lambda", 2)).toEqual({ kind: "completed", result: [1] });
  expect(await run("any name, även så ☃")).toEqual({ kind: "completed", result: ["named"] });
  expect(await run("later", "you")).toEqual({ kind: "completed", result: ["hi you, later"] });
  expect(worker.taskQueue).toBe(taskQueue);
});

describe("what cannot be called", () => {
  test.each([
    ["not_callable", new Greeter(), "object without a 'run' method"],
    ["nothing", undefined, "undefined"],
    ["null", null, "null"],
    ["text", "hello", "string"],
    ["class", Greeter, "is a class"],
    ["", triple, "needs a name"],
    ["__temporal_x", triple, "server keeps for itself"],
  ])("[SEED-16] [WRK-1] '%s' fails at construction with its name", async (name, given, reason) => {
    await using server = await taskServer();
    const activities = { fine: triple, [name]: given } as Activities;
    const error = await expectCode(
      () => new Worker(server.client, { taskQueue, activities }),
      "WORKFLOW_ACTIVITY_NOT_CALLABLE",
    );
    expect(error.message).toContain(`activity '${name}'`);
    expect(error.message).toContain(reason);
  });

  test("[WRK-1] a worker without activities has nothing to do", async () => {
    await using server = await taskServer();
    const worker = (activities: object) => () =>
      new Worker(server.client, { taskQueue, activities: activities as never });
    await expectCode(worker({}), "WORKFLOW_WORKER_IDLE");
    // Its methods are not its own.
    const { message } = await expectCode(worker(new Greeter()), "WORKFLOW_WORKER_IDLE");
    expect(message).toContain("activitiesOf(instance)");
  });

  test.each([undefined, null, [triple], new Map([["triple", triple]]), triple, "triple"])(
    "[WRK-1] activities without names are refused: %j",
    async (activities) => {
      await using server = await taskServer();
      const make = () => new Worker(server.client, { taskQueue, activities: activities as never });
      expect((await expectCode(make, "WORKFLOW_ACTIVITY_NOT_CALLABLE")).message).toContain("under its name");
    },
  );
});

test("[WRK-2] activitiesOf takes methods, own and inherited, bound to the instance, and nothing else", async () => {
  const activities = activity.activitiesOf(new Loud());
  expect(Object.keys(activities).sort()).toEqual(["greet", "later"]);
  const { greet, later } = activities;
  expect(greet("you")).toBe("hi you!");
  expect(await later("you")).toBe("hi you, later");
  const plain = { own: () => "own", value: 7 };
  expect(activity.activitiesOf(plain).own()).toBe("own");
  expect(Object.keys(activity.activitiesOf(plain))).toEqual(["own"]);
});
