import { spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { createRunnable, handleProcessSignals, type ProcessSignalOptions, type Runnable } from "@millrace/protocol";
import { expectCode, leakCheck } from "@millrace/protocol/testing";

const signals = ["SIGUSR2"] as const;
const code = 128 + constants.signals.SIGUSR2;
const send = (): boolean => process.emit("SIGUSR2", "SIGUSR2");
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Notes how it was closed; ends when told to. */
function recorder(): { runnable: Runnable; closes: unknown[]; end: () => void } {
  const closes: unknown[] = [];
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const runnable: Runnable = {
    state: "running",
    run: () => ended,
    close: (options) => {
      closes.push(options);
      return ended;
    },
    [Symbol.asyncDispose]: () => ended,
  };
  return { runnable, closes, end };
}

describe("handleProcessSignals", () => {
  test("closes with grace first, forces next, exits at last", async () => {
    const { runnable, closes, end } = recorder();
    const exits: number[] = [];
    const handling = handleProcessSignals(runnable, { signals, graceMs: 5, exit: (status) => void exits.push(status) });
    send();
    expect([closes, exits]).toEqual([[{ graceMs: 5 }], []]);
    send();
    expect([closes, exits]).toEqual([[{ graceMs: 5 }, { graceMs: 0 }], []]);
    send();
    expect(exits).toEqual([code]);
    end();
    await turn();
    expect(exits).toEqual([code, code]);
    handling[Symbol.dispose]();
  });

  test("leaves the grace to the runnable unless told, and its listeners when it has closed", async () => {
    const leaks = leakCheck();
    const { runnable, closes, end } = recorder();
    const exits: number[] = [];
    handleProcessSignals(runnable, { signals, exit: (status) => void exits.push(status) });
    expect(process.listenerCount("SIGUSR2")).toBe(1);
    send();
    end();
    await turn();
    expect(closes).toEqual([{}]);
    expect(exits).toEqual([]);
    expect(process.listenerCount("SIGUSR2")).toBe(0);
    await leaks.assertClean();
  });

  test("installs nothing until called, and nothing stays after disposal", async () => {
    const leaks = leakCheck();
    const handling = handleProcessSignals(createRunnable(() => undefined, { name: "w" }));
    expect([process.listenerCount("SIGINT") > 0, process.listenerCount("SIGTERM") > 0]).toEqual([true, true]);
    handling[Symbol.dispose]();
    handling[Symbol.dispose]();
    await leaks.assertClean();
  });

  test("checks its options", async () => {
    const { runnable } = recorder();
    const unknown = { singals: [] } as ProcessSignalOptions;
    await expectCode(() => handleProcessSignals(runnable, unknown), "PROTOCOL_UNKNOWN_OPTION");
    await expectCode(() => handleProcessSignals(runnable, { graceMs: -1 }), "PROTOCOL_INVALID_OPTION");
  });
});

describe.skipIf(process.platform === "win32")("a program (Windows has no such signals)", () => {
  /** Runs the service, sends it a signal for each line that it prints from "ready" on. */
  async function stop(manner: string, sent: NodeJS.Signals[]): Promise<{ lines: string[]; code: number | null }> {
    const child = spawn(
      process.execPath,
      [
        "--conditions=@millrace/source",
        "--no-warnings",
        fileURLToPath(new URL("fixtures/service.ts", import.meta.url)),
        manner,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    let text = "";
    const exit = once(child, "exit");
    for await (const chunk of child.stdout) {
      text += String(chunk);
      if (text === "ready\n") for (const signal of sent) child.kill(signal);
    }
    const [code] = (await exit) as [number | null];
    return { lines: text.trimEnd().split("\n"), code };
  }

  test.each(["SIGINT", "SIGTERM"] as const)("ends by itself after %s", async (signal) => {
    expect(await stop("polite", [signal])).toEqual({ lines: ["ready", "drained", "closed"], code: 0 });
  });

  test("exits with the signal's code after the second", async () => {
    const { lines, code } = await stop("stubborn", ["SIGTERM", "SIGINT"]);
    expect(lines).toContain("drained");
    expect([128 + 2, 128 + 15]).toContain(code);
  });
});
