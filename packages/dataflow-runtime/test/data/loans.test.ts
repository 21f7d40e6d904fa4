import { setTimeout as after } from "node:timers/promises";
import { runInNewContext } from "node:vm";
import { setFlagsFromString } from "node:v8";
import { describe, expect, test } from "vitest";
import { DoraValue } from "../../src/index.ts";
import { expectCode } from "./support/expect-code.ts";

function borrow(): { readonly value: DoraValue; readonly given: string[] } {
  const given: string[] = [];
  const stream = DoraValue.from(Float32Array.of(1, 2)).ipc();
  return { value: DoraValue.fromIpc(stream, { onRelease: () => void given.push("back") }), given };
}

describe("borrowed memory", () => {
  test("[DATA-46] goes back once, when the engine lets go", () => {
    const { value, given } = borrow();

    expect(value.borrowed).toBe(true);
    expect(value.toArray()).toEqual(Float32Array.of(1, 2));
    value.release();
    value.release();
    expect(given).toEqual(["back"]);
  });

  test("[DATA-46] stays while somebody retains it", () => {
    const { value, given } = borrow();

    expect(value.retain()).toBe(value);
    value.release();
    expect(given).toEqual([]);
    expect(value.get(0)).toBe(1);
    value.release();
    expect(given).toEqual(["back"]);
  });

  test.each<[string, (value: DoraValue) => unknown]>([
    ["array", (value) => value.array],
    ["type", (value) => value.type],
    ["length", (value) => value.length],
    ["bytes", (value) => value.bytes],
    ["get", (value) => value.get(0)],
    ["toArray", (value) => value.toArray()],
    ["toJSON", (value) => value.toJSON()],
    ["iteration", (value) => [...value]],
    ["as", (value) => value.as("Float32")],
    ["ipc", (value) => value.ipc()],
    ["ipcLength", (value) => value.ipcLength],
    ["writeIpc", (value) => value.writeIpc(new Uint8Array(1024), 0)],
    ["retain", (value) => value.retain()],
  ])("[DATA-47] cannot be read by %s after it went back", (_, read) => {
    const { value } = borrow();
    read(value);
    value.retain();
    value.release();
    value.release();
    value.release();

    expectCode(() => read(value), "DATAFLOW_VALUE_RELEASED", /call value.retain\(\)/);
  });

  test("[DATA-47] cannot become an Arrow vector after it went back", async () => {
    const { value } = borrow();
    value.release();

    await expect(value.toArrow()).rejects.toMatchObject({ code: "DATAFLOW_VALUE_RELEASED" });
  });

  test("[DATA-48] a value that owns its memory is not concerned", () => {
    const value = DoraValue.from("a");
    value.release();
    value.retain().release();
    value.release();

    expect(value.borrowed).toBe(false);
    expect(value.get(0)).toBe("a");
  });

  test("[DATA-49] goes back when the value is collected, but not while a view of it is held", async () => {
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    const { given, view } = viewOfForgotten();
    for (let round = 0; round < 5; round += 1) {
      collect();
      await after(5);
    }
    expect(given).toEqual([]);
    expect(view.held?.[0]).toBe(1);

    delete view.held;
    await expect
      .poll(() => {
        collect();
        return given;
      })
      .toEqual(["back"]);
  });
});

/** A view whose value nobody holds any more. */
function viewOfForgotten(): { readonly given: readonly string[]; readonly view: { held?: ArrayLike<unknown> } } {
  const { value, given } = borrow();
  return { given, view: { held: value.toArray() } };
}
