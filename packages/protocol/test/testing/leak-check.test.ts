import { AssertionError } from "node:assert";
import { EventEmitter, once } from "node:events";
import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { expectCode, leakCheck, type LeakCheckOptions } from "@millrace/protocol/testing";

const impatient = { settleMs: 0 };

describe("leakCheck", () => {
  test("is content when everything was closed", async () => {
    const leaks = leakCheck();
    const timer = setTimeout(() => undefined, 60_000);
    const server = createServer().listen(0);
    await once(server, "listening");
    server.close();
    clearTimeout(timer);
    await expect(leaks.assertClean()).resolves.toBeUndefined();
  });

  test("waits for what closes a little later", async () => {
    const leaks = leakCheck();
    const server = createServer().listen(0);
    await once(server, "listening");
    setTimeout(() => server.close(), 20);
    await expect(leaks.assertClean()).resolves.toBeUndefined();
  });

  test("names handles and timers that stay", async () => {
    const leaks = leakCheck(impatient);
    const timers = [setTimeout(() => undefined, 60_000), setTimeout(() => undefined, 60_000)];
    const server = createServer().listen(0);
    await once(server, "listening");
    const error: unknown = await leaks.assertClean().catch((reason: unknown) => reason);
    for (const timer of timers) clearTimeout(timer);
    server.close();
    await once(server, "close");
    expect(error).toBeInstanceOf(AssertionError);
    expect((error as AssertionError).message).toMatch(/^still open at the end: .*2 × Timeout/);
    expect((error as AssertionError).actual).toContain("1 × TCPServerWrap");
  });

  test("names listeners that stay, and where", async () => {
    const emitter = new EventEmitter().on("data", () => undefined);
    const { signal } = new AbortController();
    const leaks = leakCheck({ ...impatient, emitters: [emitter], signals: [signal] });
    emitter.on("data", () => undefined).on("end", () => undefined);
    signal.addEventListener("abort", () => undefined);
    const onExit = (): void => undefined;
    process.on("exit", onExit);
    const clean = leaks.assertClean();
    process.off("exit", onExit);
    await expect(clean).rejects.toMatchObject({
      actual: [
        "1 × 'abort' listener of signals[0]",
        "1 × 'exit' listener of process",
        "1 × 'data' listener of emitters[0]",
        "1 × 'end' listener of emitters[0]",
      ],
    });
  });

  test("does not mind what was open before, or is allowed", async () => {
    const timers = [setTimeout(() => undefined, 60_000)];
    const [leaks, lenient] = [leakCheck(impatient), leakCheck({ ...impatient, ignore: ["Timeout"] })];
    await leaks.assertClean();
    timers.push(setTimeout(() => undefined, 60_000));
    await expect(lenient.assertClean()).resolves.toBeUndefined();
    await expect(leaks.assertClean()).rejects.toThrow("1 × Timeout");
    for (const timer of timers) clearTimeout(timer);
  });

  test("checks at the end of a block with await using", async () => {
    const timers: NodeJS.Timeout[] = [];
    const leak = async (): Promise<void> => {
      await using _leaks = leakCheck(impatient);
      timers.push(setTimeout(() => undefined, 60_000));
    };
    await expect(leak()).rejects.toThrow("1 × Timeout");
    for (const timer of timers) clearTimeout(timer);
  });

  test("checks its options", async () => {
    await expectCode(() => leakCheck({ ignored: [] } as LeakCheckOptions), "PROTOCOL_UNKNOWN_OPTION");
    await expectCode(() => leakCheck({ settleMs: -1 }), "PROTOCOL_INVALID_OPTION");
  });
});
