import { tableFromIPC, tableToIPC } from "apache-arrow";
import { describe, expect, test } from "vitest";
import { DoraValue } from "../../src/index.ts";
import { flechette } from "./support/flechette.ts";
import { samples, type Sample } from "./support/samples.ts";

/** Types that a library does not have, or does not read or write in full. */
const unknownToApache = new Set(["ListView", "LargeListView", "RunEndEncoded"]);
const unknownToFlechette = new Set<string>();

const slotsOf = (value: DoraValue): readonly unknown[] => [...value];
const known = (unknown: ReadonlySet<string>): readonly Sample[] => samples.filter(({ name }) => !unknown.has(name));

describe.each(samples)("$name", ({ value, slots }) => {
  test("[DATA-1] shows its slots and keeps them through a stream", () => {
    const decoded = DoraValue.fromIpc(value.ipc());

    expect(slotsOf(value)).toEqual(slots);
    expect(slotsOf(decoded)).toEqual(slots);
    expect(decoded.type).toEqual(value.type);
    expect(decoded.nullCount).toBe(value.nullCount);
  });

  test("[DATA-2] is read from a stream at any address", () => {
    const ipc = value.ipc();
    for (let shift = 1; shift < 8; shift += 1) {
      const moved = new Uint8Array(ipc.length + shift).subarray(shift);
      moved.set(ipc);
      expect(slotsOf(DoraValue.fromIpc(moved))).toEqual(slots);
    }
  });
});

describe.each(known(unknownToApache))("apache-arrow and $name", ({ value, slots }) => {
  test("[DATA-3] reads our stream, and its vector comes back as it was", () => {
    const column = tableFromIPC(value.ipc()).getChildAt(0);
    if (column === null) throw new Error("no column");

    expect(slotsOf(DoraValue.from(column))).toEqual(slots);
  });

  test("[DATA-3] writes a stream that we read", () => {
    const ipc = tableToIPC(tableFromIPC(value.ipc()));

    expect(slotsOf(DoraValue.fromIpc(ipc))).toEqual(slots);
  });
});

describe.each(known(unknownToFlechette))("flechette and $name", ({ value, slots }) => {
  test("[DATA-4] reads our stream, and its column comes back as it was", () => {
    const column = flechette.tableFromIPC(value.ipc()).getChildAt(0);

    expect(slotsOf(DoraValue.from(column))).toEqual(slots);
  });

  test("[DATA-4] writes a stream that we read", () => {
    const ipc = flechette.tableToIPC(flechette.tableFromIPC(value.ipc()), { format: "stream" });

    expect(slotsOf(DoraValue.fromIpc(ipc))).toEqual(slots);
  });
});
