import * as officialClient from "@temporalio/client";
import * as officialCommon from "@temporalio/common";
import { expect, test } from "vitest";
import * as client from "../../src/client-face.ts";
import * as common from "../../src/common-face.ts";

type Functions = Readonly<Record<string, unknown>>;
type Codec = (input: unknown) => unknown;

const faces: readonly (readonly [string, Functions, Functions])[] = [
  ["client", client, officialClient],
  ["common", common, officialCommon],
];
const numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 99, undefined, null];
const ofPolicies = new Set(["decodePriority"]);

function outcome(codec: Codec, input: unknown): unknown {
  try {
    return codec(input);
  } catch {
    return "refused";
  }
}

test.each(faces)("[FACE-13] constants of %s have the numbers of the official package", (_, ours, official) => {
  const decoders = Object.keys(ours).filter((name) => name.startsWith("decode") && !ofPolicies.has(name));
  expect(decoders.length).toBeGreaterThan(4);
  for (const decoder of decoders) {
    const encoder = decoder.replace("decode", "encode");
    const [decode, encode] = [ours[decoder] as Codec, ours[encoder] as Codec];
    const [officialDecode, officialEncode] = [official[decoder] as Codec, official[encoder] as Codec];
    for (const number of numbers) {
      const name = officialDecode(number);
      expect([decoder, number, decode(number)]).toEqual([decoder, number, name]);
      expect(encode(number)).toBe(officialEncode(number));
      expect(outcome(encode, name)).toBe(outcome(officialEncode, name));
    }
  }
});
