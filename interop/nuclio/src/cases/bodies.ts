import { createHash } from "node:crypto";
import { ask } from "../ask.ts";
import type { Case } from "../case.ts";

const sizes = { "0 B": 0, "48,000 B": 48_000, "60,000 B": 60_000, "1 MB": 1e6, "10 MB": 1e7, "100 MB": 1e8 };

/** Bytes that no two places have alike, so that a piece that is lost or doubled is seen. */
const bytesOf = (size: number): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) bytes[index] = (index * 31) ^ (index >> 11);
  return bytes;
};

/** Bodies of a size: the handler says how many bytes it got, and their hash. */
export const bodies: readonly Case[] = Object.entries(sizes).map(([name, size]) => ({
  name: `body of ${name}`,
  expected: "200, whole",
  observe: async (processor) => {
    const body = bytesOf(size);
    const { status, text } = await ask(processor, { path: "/length", method: "POST", body, timeoutMs: 60_000 });
    const whole = text === `${size} ${createHash("sha256").update(body).digest("hex").slice(0, 8)}`;
    if (status === 0) return text;
    return whole ? `${status}, whole` : `${status} ${text.split("\n", 1)[0]?.slice(0, 60)}`;
  },
}));
