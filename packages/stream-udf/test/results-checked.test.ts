import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { Message, MessageT, nack, Response, type NackOptions } from "../src/index.ts";

const value = new Uint8Array(1);
const now = new Date(0);

describe("user metadata", () => {
  const makers = {
    "Message.toVtx": (userMetadata: never) => Message.toVtx([], value, { userMetadata }),
    "MessageT.toVtx": (userMetadata: never) => MessageT.toVtx([], value, now, { userMetadata }),
  };
  const wrong: readonly (readonly [string, unknown, string])[] = [
    ["text", "g", "the userMetadata"],
    ["null", null, "the userMetadata"],
    ["a list", [{ k: value }], "the userMetadata"],
    ["a group of bytes", { g: value }, "the group 'g'"],
    ["a group of text", { g: "k" }, "the group 'g'"],
    ["a value of text", { ok: { k: value }, g: { k: "text" } }, "the value of 'k' in the group 'g'"],
    ["a value that is missing", { g: { k: undefined } }, "the value of 'k' in the group 'g'"],
  ];
  const cases = Object.entries(makers).flatMap(([where, make]) => wrong.map((each) => [where, ...each, make] as const));

  test.each(cases)("%s refuses %s", async (where, _what, given, message, make) => {
    const error = await expectCode(() => make(given as never), "UDF_INVALID_MESSAGE");
    expect(error.message).toContain(where);
    expect(error.message).toContain(message);
  });

  test.each(Object.entries(makers))("%s takes groups of bytes", (_where, make) => {
    const groups = { none: {}, g: { k: value, empty: new Uint8Array() } };
    expect(make(groups as never).userMetadata).toBe(groups);
  });
});

describe("options of a nack", () => {
  const makers = {
    nack: (options: NackOptions) => nack(options),
    "Message.toNack": (options: NackOptions) => Message.toNack(options),
    "MessageT.toNack": (options: NackOptions) => MessageT.toNack(options),
    "Response.asNack": (options: NackOptions) => Response.asNack("a", options),
  };
  const wrong: readonly (readonly [object, string])[] = [
    [{ delayMs: -5 }, "delayMs"],
    [{ delayMs: Number.NaN }, "delayMs"],
    [{ delayMs: Infinity }, "delayMs"],
    [{ delayMs: 1e300 }, "delayMs"],
    [{ delayMs: "5" }, "delayMs"],
    [{ maxDeliveries: 2.5 }, "maxDeliveries"],
    [{ maxDeliveries: -1 }, "maxDeliveries"],
    [{ maxDeliveries: 2 ** 40 }, "maxDeliveries"],
    [{ reason: 5 }, "reason"],
    [{ details: { a: 1 } }, "details"],
    [{ details: null }, "details"],
    [{ details: ["a"] }, "details"],
    [{ delay: 5 }, "delay"],
  ];
  const cases = Object.entries(makers).flatMap(([where, make]) => wrong.map((each) => [where, ...each, make] as const));

  test.each(cases)("%s refuses %o", async (where, options, option, make) => {
    const error = await expectCode(() => make(options), "UDF_INVALID_NACK");
    expect(error.message).toContain(`'${option}'`);
    expect(error.details).toEqual({ where, option });
  });

  test.each(Object.entries(makers))("%s takes what can be sent", (_where, make) => {
    const options = { delayMs: 0.5, maxDeliveries: 0, reason: "", details: { a: "b" } };
    expect(() => make(options)).not.toThrow();
  });
});
