import { fileURLToPath } from "node:url";
import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import {
  ApplicationFailure,
  CancelledFailure,
  DataConverter,
  DefaultFailureConverter,
  RawValue,
  TemporalFailure,
  TimeoutFailure,
  UndecodedValue,
  type ProtoFailure,
} from "../../src/index.ts";
import { cutStack, ownFolders } from "../../src/stack-trace.ts";
import { Recorder, Reversing } from "./codecs.ts";
import { fromBytes, thereAndBack, toBytes } from "./there-and-back.ts";

const converter = new DataConverter();

describe("errors of any kind", () => {
  class NoMoney extends Error {}
  class Renamed extends Error {
    override name = "Chosen";
  }

  test.each([
    [new TypeError("m"), "TypeError"],
    [new NoMoney("m"), "NoMoney"],
    [new Renamed("m"), "Chosen"],
    [new Error("m"), "Error"],
    [new DOMException("m", "AbortError"), "AbortError"],
  ])("[VAL-9] %o becomes a retryable application failure of type %s", async (error, type) => {
    const back = await thereAndBack(converter, error);
    expect(back).toBeInstanceOf(ApplicationFailure);
    expect(back).toMatchObject({ message: "m", type, nonRetryable: false, stack: error.stack });
  });

  test.each<[unknown, string]>([
    ["just text", "just text"],
    [undefined, "undefined"],
    [null, "null"],
    [12n, "12"],
    [Symbol("s"), "Symbol(s)"],
    [{ code: 7 }, '{"code":7}'],
    [{ big: 1n }, "[object Object]"],
    [{ toJSON: () => undefined }, "[object Object]"],
    [() => 1, "() => 1"],
  ])("[VAL-10] %o, thrown as it is, is told as text with advice", async (thrown, text) => {
    const back = await thereAndBack(converter, thrown);
    expect(back).toBeInstanceOf(ApplicationFailure);
    expect(back.message).toBe(`${text} (thrown as it is; throw an Error instead, which also tells where it came from)`);
    expect(back).toMatchObject({ type: undefined, nonRetryable: false });
  });

  test("[VAL-10] what throws when it is looked at is told of all the same", async () => {
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    const hostile = new Error("m");
    Object.defineProperty(hostile, "stack", {
      get: () => {
        throw new Error("not this one");
      },
    });
    for (const thrown of [revoked.proxy, hostile, new Error("m", { cause: hostile })]) {
      expect(messages(await thereAndBack(converter, thrown)).at(-1)).toMatch(/^something that cannot be read/);
    }
  });

  test("[VAL-10] also as a cause", async () => {
    const back = await thereAndBack(converter, new Error("m", { cause: "text" }));
    expect(back.cause).toMatchObject({ message: expect.stringMatching(/^text \(thrown/) as string });
  });
});

describe("causes", () => {
  test("[VAL-11] a chain that meets itself ends there", async () => {
    const a = new Error("a");
    const b = new Error("b", { cause: a });
    a.cause = b;
    const back = await thereAndBack(converter, a);
    expect(messages(back)).toEqual(["a", "b"]);
    const self = new CancelledFailure("self");
    self.cause = self;
    expect(messages(await thereAndBack(converter, self))).toEqual(["self"]);
  });

  test("[VAL-11] a chain longer than any reader takes is cut, and says so", async () => {
    let error = new Error("0");
    for (let depth = 1; depth < 10_000; depth++) error = new Error(String(depth), { cause: error });
    const chain = messages(await thereAndBack(converter, error));
    expect(chain).toHaveLength(51);
    expect(chain.slice(-2)).toEqual(["9950", "further causes are left out"]);
  });

  test("[VAL-11] so is one that comes from elsewhere, and it is sent again whole", async () => {
    let failure = await converter.encodeFailure(new Error("last"));
    for (let depth = 0; depth < 80; depth++) failure = { ...failure, message: String(depth), cause: failure };
    const back = await converter.decodeFailure(failure);
    expect(messages(back)).toHaveLength(51);
    expect(toBytes(await converter.encodeFailure(back))).toEqual(toBytes(failure));
  });
});

describe("what came from the wire", () => {
  test("[VAL-12] is sent again as it came, with what this version does not know", async () => {
    const written = toBytes(await converter.encodeFailure(ApplicationFailure.nonRetryable("m", "T", 1)));
    // Field 99 with the varint 7, which no version has.
    const newer = Uint8Array.from([...written, 0x98, 0x06, 0x07]);
    const error = await converter.decodeFailure(fromBytes(newer));
    expect(toBytes(await converter.encodeFailure(error))).toEqual(newer);
    const wrapped = await converter.encodeFailure(new Error("around", { cause: error }));
    expect(wrapped.cause && toBytes(wrapped.cause)).toEqual(newer);
  });

  test("[VAL-12] of a kind that this version does not know is a failure of the base class", async () => {
    const failure = await converter.encodeFailure(new TemporalFailure("what is it"));
    const back = await converter.decodeFailure({ ...failure, stackTrace: "" });
    expect(back.constructor).toBe(TemporalFailure);
    expect(back.stack).toBe("TemporalFailure: what is it");
  });
});

describe("encoded attributes", () => {
  const secret = new DataConverter({
    failureConverter: new DefaultFailureConverter({ encodeCommonAttributes: true }),
    codecs: [new Reversing()],
  });

  test("[VAL-13] hide message and stack trace of every failure of the chain from those without the codec", async () => {
    const error = new Error("secret", { cause: new TypeError("deeper secret") });
    const failure = await secret.encodeFailure(error);
    const seen = JSON.stringify(failure, (_key, value: unknown) => (value instanceof Uint8Array ? "bytes" : value));
    expect(seen).not.toContain("secret");
    expect(failure).toMatchObject({ message: "Encoded failure", stackTrace: "", source: "TypeScriptSDK" });
    expect(failure.cause).toMatchObject({ message: "Encoded failure", stackTrace: "" });
    const back = await secret.decodeFailure(fromBytes(toBytes(failure)));
    expect(back).toMatchObject({ message: "secret", stack: error.stack });
    expect(back.cause).toMatchObject({ message: "deeper secret", type: "TypeError" });
  });

  test("[VAL-13] are read whatever the reader writes itself, and sent again as they came", async () => {
    const failure = await secret.encodeFailure(new Error("secret"));
    const plain = new DataConverter({ codecs: [new Reversing()] });
    const back = await plain.decodeFailure(failure);
    expect(back.message).toBe("secret");
    expect(toBytes(await plain.encodeFailure(back))).toEqual(toBytes(failure));
  });

  test("[VAL-13] of another form leave the failure as it is", async () => {
    const failure = await converter.encodeFailure(new Error("outside"));
    for (const value of [null, "text", { message: 1, stack_trace: null }]) {
      const encodedAttributes = await converter.toPayload(value);
      expect((await converter.decodeFailure({ ...failure, encodedAttributes })).message).toBe("outside");
    }
  });
});

test("[VAL-4] codecs see every payload of a failure and its causes, in one call", async () => {
  const calls: string[] = [];
  const recording = new DataConverter({
    failureConverter: new DefaultFailureConverter({ encodeCommonAttributes: true }),
    codecs: [new Recorder("codec", calls)],
  });
  const cause = new TimeoutFailure("t", {
    heartbeatDetails: [1, 2],
    cause: new CancelledFailure("c", { details: [3] }),
  });
  await thereAndBack(recording, new ApplicationFailure("m", { details: [4, 5, 6], cause }));
  expect(calls).toEqual(["codec encode 9", "codec decode 9"]);
});

describe("what cannot be read of a failure", () => {
  const strange = { metadata: { encoding: new TextEncoder().encode("binary/strange") }, data: new Uint8Array([7]) };

  test("[VAL-46] is told of beside what can, and the failure with it", async () => {
    const sent = new ApplicationFailure("no money", {
      type: "NoMoney",
      details: [{ left: 0 }, new RawValue(strange), 1],
      cause: new TimeoutFailure("late", { heartbeatDetails: [new RawValue(strange)] }),
    });
    const back = (await thereAndBack(converter, sent)) as ApplicationFailure;
    expect(back).toMatchObject({ message: "no money", type: "NoMoney" });
    const [first, second, third] = back.details;
    expect([first, third]).toEqual([{ left: 0 }, 1]);
    expect(second).toBeInstanceOf(UndecodedValue);
    expect(second).toMatchObject({ payload: { data: strange.data }, error: { code: "PROTOCOL_UNKNOWN_ENCODING" } });
    expect((back.cause as TimeoutFailure).heartbeatDetails).toEqual([expect.any(UndecodedValue)]);
  });

  test("[VAL-46] is sent again as it came", async () => {
    const failure = await converter.encodeFailure(new ApplicationFailure("m", { details: [new RawValue(strange)] }));
    const back = (await converter.decodeFailure(failure)) as ApplicationFailure;
    expect(toBytes(await converter.encodeFailure(back))).toEqual(toBytes(failure));
    const anew = new ApplicationFailure("other", { details: back.details });
    expect(await thereAndBack(converter, anew)).toMatchObject({ details: [{ payload: { data: strange.data } }] });
  });

  test("[VAL-46] says what the codec said, if it was the codec", async () => {
    const failure = await converter.encodeFailure(
      new ApplicationFailure("no money", { details: [1, 2], cause: new CancelledFailure("c", { details: [3] }) }),
    );
    const locked = new Reversing();
    locked.decode = () => {
      throw new Error("the key is gone");
    };
    const back = (await new DataConverter({ codecs: [locked] }).decodeFailure(failure)) as ApplicationFailure;
    expect(back.message).toBe("no money");
    for (const value of [...back.details, ...(back.cause as CancelledFailure).details]) {
      expect(value).toBeInstanceOf(UndecodedValue);
      expect((value as UndecodedValue).error).toMatchObject({
        code: "WORKFLOW_CODEC_FAILED",
        message: expect.stringContaining("the key is gone") as string,
      });
    }
    expect(back.details).toHaveLength(2);
  });

  test("[VAL-46] may be message and stack trace, which are those outside then", async () => {
    const failure = await converter.encodeFailure(new ApplicationFailure("outside"));
    const encodedAttributes = await converter.toPayload(new RawValue(strange));
    expect((await converter.decodeFailure({ ...failure, encodedAttributes })).message).toBe("outside");
  });
});

describe("failure converters of users", () => {
  test("[VAL-14] may change what the default one gives", async () => {
    class Censoring extends DefaultFailureConverter {
      override async errorToFailure(
        ...[error, payloads, context]: Parameters<DefaultFailureConverter["errorToFailure"]>
      ): Promise<ProtoFailure> {
        return { ...(await super.errorToFailure(error, payloads, context)), stackTrace: "" };
      }
    }
    const censoring = new DataConverter({ failureConverter: new Censoring() });
    expect((await censoring.encodeFailure(new Error("m"))).stackTrace).toBe("");
  });

  test("[VAL-14] are held to giving failures and errors", async () => {
    const broken = new DataConverter({
      failureConverter: { errorToFailure: () => ({}) as never, failureToError: () => "text" as never },
    });
    await expectCode(() => broken.encodeFailure(new Error("m")), "WORKFLOW_FAILURE_CONVERTER_RESULT");
    const failure = await converter.encodeFailure(new Error("m"));
    await expectCode(() => broken.decodeFailure(failure), "WORKFLOW_FAILURE_CONVERTER_RESULT");
  });
});

describe("stack traces", () => {
  const own = fileURLToPath(new URL("../../src/remote/worker/run.ts", import.meta.url));
  const lines = (...of: string[]): string => of.join("\n");

  test("[VAL-15] end with the user's code", () => {
    const user = lines("Error: m", "    at reserve (file:///app/activities.js:3:9)");
    const below = lines(
      `    at run (${own}:5:3)`,
      "    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)",
    );
    expect(cutStack(lines(user, below))).toBe(user);
    expect(cutStack(lines(user, `    at run (file://${own}:5:3)`))).toBe(user);
  });

  test("[VAL-15] keep frames of this package that the user's code called, and stacks without any", () => {
    const called = lines("Error: m", `    at info (${own}:1:1)`, "    at reserve (/app/activities.js:3:9)");
    expect(cutStack(called)).toBe(called);
    const other = lines("Error: m", "    at main (/app/main.js:1:1)", "    at node:internal/main/run_main:1:1");
    expect(cutStack(other)).toBe(other);
    expect(cutStack("")).toBe("");
  });

  test("[VAL-15] are left alone where this package is bundled with the user's code", () => {
    expect(ownFolders("file:///app/node_modules/@millrace/workflow-sdk/dist/index.js")).toEqual([
      "file:///app/node_modules/@millrace/workflow-sdk/dist/",
      "/app/node_modules/@millrace/workflow-sdk/dist/",
    ]);
    for (const url of ["file:///app/dist/bundle.js", undefined]) expect(ownFolders(url)).toEqual([]);
    const stack = lines("Error: m", "    at reserve (/app/dist/bundle.js:3:9)");
    expect(cutStack(stack, [])).toBe(stack);
  });
});

function messages(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...messages(error.cause)] : [];
}
