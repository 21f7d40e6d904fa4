import { memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test, vi } from "vitest";
import { stompFrames, stompText } from "../../src/remote/stomp.ts";
import { coreEntity, fakeCore, open } from "./support/fake-core.ts";
import { message, StompSide } from "./support/stomp-side.ts";

const run = { type: "run", project: "p", id: "1" } as const;

/** A run whose state a test sets, and somebody who watches it and looks only when he is told to. */
async function watched(side: StompSide, options: { readonly push?: boolean } = {}) {
  let state = "RUNNING";
  const core = await fakeCore(
    ({ path }) =>
      path.endsWith("/runs/1") ? { json: coreEntity("1", { kind: "nodejs+job:run", status: { state } }) } : undefined,
    side.onUpgrade,
  );
  const logger = memoryLogger();
  // Its pauses are longer than any test.
  const clock = { now: Date.now, monotonic: () => performance.now(), setTimer: () => () => undefined };
  const platform = await open(core, { auth: { accessToken: "t-123" }, logger, clock, ...options });
  const stop = new AbortController();
  const states: (string | undefined)[] = [];
  const ended = (async () => {
    for await (const entity of platform.watch(run, stop.signal)) states.push(entity.status.state);
  })();
  await vi.waitFor(() => expect(states).toEqual(["RUNNING"]));
  const end = (): Promise<void> => {
    stop.abort();
    return ended;
  };
  return {
    logger,
    states,
    change: (to: string): void => void (state = to),
    end,
    [Symbol.asyncDispose]: async () => {
      await end();
      await platform.close();
      side.hangUp();
      await core[Symbol.asyncDispose]();
    },
  };
}

const subscribed = (side: StompSide) => () =>
  expect(side.frames.filter(({ command }) => command === "SUBSCRIBE")).toHaveLength(2);

describe("what Core tells of changes", () => {
  test("[REM-36] is listened to with the client's credentials, and looked up at once", async () => {
    const side = new StompSide();
    await using watching = await watched(side);
    await vi.waitFor(subscribed(side));
    expect(side.paths).toEqual(["/ws"]);
    expect(side.frames[0]).toMatchObject({
      command: "CONNECT",
      headers: { "accept-version": "1.2", Authorization: "Bearer t-123" },
    });
    const destinations = side.frames.slice(1).map(({ headers }) => headers["destination"]);
    expect(destinations).toEqual(["/notifications/runs/1", "/user/notifications/runs"]);
    for (const [index, state] of ["STOP", "STOPPED"].entries()) {
      watching.change(state);
      side.send(message(destinations[index] ?? ""));
      await vi.waitFor(() => expect(watching.states.at(-1)).toBe(state));
    }
    expect(watching.states).toEqual(["RUNNING", "STOP", "STOPPED"]);
  });

  test("[REM-36] is not listened to any longer than somebody watches", async () => {
    const side = new StompSide();
    await using watching = await watched(side);
    await vi.waitFor(subscribed(side));
    await watching.end();
    await vi.waitFor(() => expect(side.frames.at(-1)?.command).toBe("UNSUBSCRIBE"));
  });

  test.each([
    ["refuses", new StompSide(() => ({ command: "ERROR", headers: { message: "no" }, body: "" }))],
    ["hangs up", new StompSide(() => "hang up")],
  ])("[REM-36] is done without where Core %s", async (_, side) => {
    await using watching = await watched(side);
    await vi.waitFor(() => expect(watching.logger.find(/tell of changes/)).toMatchObject({ level: "debug" }));
    expect(JSON.stringify(watching.logger.records)).not.toContain("t-123");
  });

  test("[REM-36] is not asked for when it is not wanted", async () => {
    const side = new StompSide();
    await using watching = await watched(side, { push: false });
    expect(watching.states).toEqual(["RUNNING"]);
    expect(side.paths).toEqual([]);
  });
});

describe("frames of STOMP", () => {
  test("[REM-36] are written and read, with what must be escaped", () => {
    const frame = { command: "MESSAGE", headers: { "a:b": "c\\d\ne" }, body: "x:\ny" };
    expect(stompText(frame)).toBe("MESSAGE\na\\cb:c\\\\d\\ne\n\nx:\ny\0");
    expect(stompFrames(stompText(frame))).toEqual([frame]);
    expect(stompFrames(`\n${stompText(frame)}\n\r\n${stompText(frame)}`)).toEqual([frame, frame]);
  });

  test("[REM-36] of others are taken as far as they are any", () => {
    expect(stompFrames("\n")).toEqual([]);
    expect(stompFrames("no frame")).toEqual([]);
    expect(stompFrames("CONNECTED\r\nversion:1.2\r\nversion:1.0\r\n\r\n\0")).toEqual([
      { command: "CONNECTED", headers: { version: "1.2" }, body: "" },
    ]);
  });

  test("[REM-36] with credentials are not escaped: they open the conversation", () => {
    expect(stompText({ command: "CONNECT", headers: { Authorization: "Basic a:b" }, body: "" })).toContain(
      "Authorization:Basic a:b\n",
    );
  });
});
