import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { DoraValue } from "../../src/index.ts";
import { FakeLink } from "../node/fake-link.ts";

const annotated = (): FakeLink =>
  new FakeLink({
    inputTypes: new Map([["in", "std/core/v1/Float32"]]),
    outputTypes: new Map([["out", "std/core/v1/String"]]),
  });
const floats = Float32Array.of(1);

describe("a node whose ports are annotated", () => {
  test("[DATA-41] fails at an output of another type, and sends nothing", async () => {
    const link = annotated();
    await using node = await link.connect({ typeCheck: "error" });

    const error = await expectCode(node.sendOutput("out", floats), "DATAFLOW_TYPE_MISMATCH");
    await node.sendOutput("out", "text");

    expect(error.message).toContain("output 'out' is annotated as std/core/v1/String (Utf8)");
    expect(error.details).toEqual({ port: "out", expected: "Utf8", got: "Float32" });
    expect(link.sent.map(({ value }) => value?.get(0))).toEqual(["text"]);
  });

  test("[DATA-41] gets an error in place of an input of another type, and goes on", async () => {
    const link = annotated();
    await using node = await link.connect({ typeCheck: "error" });
    link.input("text");
    link.input(floats);

    expect(await node.next()).toMatchObject({ type: "ERROR", error: { code: "DATAFLOW_TYPE_MISMATCH" } });
    expect(await node.next()).toMatchObject({ type: "INPUT", id: "in" });
  });

  test("[DATA-42] is warned when it asked for that", async () => {
    const link = annotated();
    const logger = memoryLogger();
    await using node = await link.connect({ typeCheck: "warn", logger });
    link.input("text");
    await node.sendOutput("out", floats);

    expect(await node.next()).toMatchObject({ type: "INPUT" });
    expect(logger.records.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^output 'out' .* Float32 was sent; said once$/),
      expect.stringMatching(/^input 'in' .* Utf8 came; said once$/),
    ]);
  });

  test("[DATA-40] is left alone by default", async () => {
    const link = annotated();
    await using node = await link.connect();
    link.input("text");
    await node.sendOutput("out", floats);

    expect(await node.next()).toMatchObject({ type: "INPUT" });
    expect(link.sent).toHaveLength(1);
  });
});

test("[DATA-46] a borrowed input of the wrong type goes back", async () => {
  const link = annotated();
  await using node = await link.connect({ typeCheck: "error" });
  const given: string[] = [];
  link.input(DoraValue.fromIpc(DoraValue.from("a").ipc(), { onRelease: () => void given.push("back") }));

  expect(await node.next()).toMatchObject({ type: "ERROR" });
  link.input(floats);
  await node.next();
  expect(given).toEqual(["back"]);
});
