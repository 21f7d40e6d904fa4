import { getEventListeners } from "node:events";
import { describe, expect, test } from "vitest";
import { anySignal } from "@millrace/protocol";

const listeners = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;

describe("anySignal", () => {
  test("aborts with the first, with its reason", () => {
    const [a, b] = [new AbortController(), new AbortController()];
    const { signal } = anySignal(a.signal, undefined, b.signal);
    expect(signal.aborted).toBe(false);
    b.abort("b first");
    a.abort("a later");
    expect(signal.reason).toBe("b first");
  });

  test("lets go of the others when one aborts", () => {
    const [a, b] = [new AbortController(), new AbortController()];
    anySignal(a.signal, b.signal, a.signal);
    expect([listeners(a.signal), listeners(b.signal)]).toEqual([1, 1]);
    a.abort();
    expect([listeners(a.signal), listeners(b.signal)]).toEqual([0, 0]);
  });

  test("lets go of all at disposal, and does not abort after it", () => {
    const a = new AbortController();
    const union = anySignal(a.signal);
    union[Symbol.dispose]();
    union[Symbol.dispose]();
    expect(listeners(a.signal)).toBe(0);
    a.abort();
    expect(union.signal.aborted).toBe(false);
  });

  test("is aborted at once if one is, without touching the others", () => {
    const a = new AbortController();
    const { signal } = anySignal(a.signal, AbortSignal.abort("before"), new AbortController().signal);
    expect(signal.reason).toBe("before");
    expect(listeners(a.signal)).toBe(0);
  });

  test("of nothing never aborts", () => {
    expect(anySignal().signal.aborted).toBe(false);
    expect(anySignal(undefined).signal.aborted).toBe(false);
  });
});
