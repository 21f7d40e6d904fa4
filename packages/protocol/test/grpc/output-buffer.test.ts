import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OutputBuffer } from "../../src/grpc/output-buffer.ts";

function write(out: OutputBuffer, bytes: Uint8Array): void {
  out.reserve(bytes.length);
  out.buffer.set(bytes, out.position);
  out.position += bytes.length;
}

describe("an output buffer", () => {
  test("keeps what was taken until it is given back, whatever is written meanwhile", () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant("write" as const),
        bytes: fc.oneof(fc.nat({ max: 3000 }), fc.nat({ max: 200_000 })),
      }),
      fc.record({ do: fc.constant("take" as const), bytes: fc.constant(0) }),
      fc.record({ do: fc.constant("release" as const), bytes: fc.nat({ max: 9 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const out = new OutputBuffer();
        const taken: { readonly chunk: Uint8Array; readonly copy: Buffer; readonly release: () => void }[] = [];
        for (const [index, { do: what, bytes }] of steps.entries()) {
          if (what === "write") write(out, new Uint8Array(bytes).fill(index + 1));
          else if (what === "take") {
            const chunk = out.take();
            taken.push({ chunk, copy: Buffer.from(chunk), release: out.release });
          } else taken.splice(bytes, 1)[0]?.release();
          expect(taken.every(({ chunk, copy }) => copy.equals(chunk))).toBe(true);
        }
      }),
    );
  });

  test("uses memory again that was given back", () => {
    const out = new OutputBuffer();
    const buffers = new Set<ArrayBufferLike>();
    for (let round = 0; round < 1000; round++) {
      write(out, new Uint8Array(50_000));
      buffers.add(out.take().buffer);
      out.release();
    }
    expect(buffers.size).toBeLessThan(5);
  });

  test("keeps no memory of rare large messages", () => {
    const out = new OutputBuffer();
    write(out, new Uint8Array(5_000_000));
    const large = out.take();
    out.release();
    for (let round = 0; round < 100; round++) {
      write(out, new Uint8Array(1000));
      expect(out.take().buffer).not.toBe(large.buffer);
      out.release();
    }
  });
});
