import { describe, expect, test } from "vitest";
import { array, arrowType, DoraValue, port, type StandardSchema } from "../../src/index.ts";
import { expectCode } from "./support/expect-code.ts";

interface Box {
  readonly label: string;
}

/** Takes objects with a `label`, and trims it. */
const box: StandardSchema<Box, Box> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) => {
      const { label } = (value ?? {}) as { readonly label?: unknown };
      return typeof label === "string"
        ? { value: { label: label.trim() } }
        : { issues: [{ message: "must be text", path: ["label"] }] };
    },
  },
};

const where = "input 'image'";

describe("ports of an Arrow type", () => {
  const floats = port.arrow("Float32");

  test("[DATA-34] sending builds the type, receiving gives its values", () => {
    const message = floats.send([1, 2.5], where);

    expect(message.type).toEqual({ name: "Float32" });
    expect(floats.receive(DoraValue.fromIpc(message.ipc()), where).toArray()).toEqual(Float32Array.of(1, 2.5));
    expect(
      port
        .arrow(arrowType.list("Int8"))
        .send([[1], null], where)
        .get(0),
    ).toEqual([1]);
  });

  test("[DATA-35] another type is an error that names the port, the expected and the actual type", () => {
    expectCode(
      () => floats.receive(array("Int8", [1]), where),
      "DATAFLOW_TYPE_MISMATCH",
      /^\[DATAFLOW_TYPE_MISMATCH\] input 'image': the value is Int8, not Float32;/,
    );
    expectCode(() => floats.send(["a"] as never, where), "DATAFLOW_INVALID_DATA", /input 'image': slot 0: "a"/);
  });
});

describe("JSON ports", () => {
  test("[DATA-36] a message is one JSON text", () => {
    const message = port.json().send({ a: [1, null] }, where);

    expect([...message]).toEqual(['{"a":[1,null]}']);
    expect(message.type).toEqual({ name: "Utf8" });
    expect(port.json().receive(message, where)).toEqual({ a: [1, null] });
    expect(port.json().receive(array("LargeUtf8", ["5"]), where)).toBe(5);
  });

  test("[DATA-37] the schema has its say on both ways", () => {
    const boxes = port.json(box);
    const message = boxes.send({ label: " cat " }, where);

    expect([...message]).toEqual(['{"label":"cat"}']);
    expect(boxes.receive(DoraValue.from('{"label":" dog"}'), where)).toEqual({ label: "dog" });
    expectCode(() => boxes.send({} as Box, where), "DATAFLOW_SCHEMA_MISMATCH", /input 'image'.*label: must be text/);
    expectCode(() => boxes.receive(DoraValue.from("{}"), where), "DATAFLOW_SCHEMA_MISMATCH", /label: must be text/);
  });

  test.each<[string, DoraValue, string, RegExp]>([
    ["another type", DoraValue.from(Uint8Array.of(1)), "DATAFLOW_TYPE_MISMATCH", /not as UInt8 of 1 slots/],
    ["two texts", DoraValue.from(["1", "2"]), "DATAFLOW_TYPE_MISMATCH", /not as Utf8 of 2 slots/],
    ["a null", array("Utf8", [null]), "DATAFLOW_TYPE_MISMATCH", /not as Utf8 of 1 slots/],
    ["no JSON", DoraValue.from("{"), "DATAFLOW_SCHEMA_MISMATCH", /the text is not JSON/],
  ])("[DATA-38] %s is refused", (_, value, code, message) => {
    expectCode(() => port.json().receive(value, where), code as "DATAFLOW_TYPE_MISMATCH", message);
  });

  test("[DATA-38] what has no form in JSON is refused", () => {
    expectCode(() => port.json().send(undefined, where), "DATAFLOW_SCHEMA_MISMATCH", /undefined has no form in JSON/);
  });

  test("[DATA-39] a schema that answers later, and what is none, are refused", () => {
    const late: StandardSchema = {
      "~standard": { version: 1, vendor: "test", validate: () => Promise.reject(new Error("late")) },
    };

    expectCode(() => port.json(late).send(1, where), "DATAFLOW_INVALID_PORT", /answers by a promise/);
    expectCode(() => port.json({} as StandardSchema), "DATAFLOW_INVALID_PORT", /implements Standard Schema/);
  });
});
