import { readFileSync } from "node:fs";
import path from "node:path";
import { fromJson, type JsonValue } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { numaflowSubjects, temporalSubjects, type Subject } from "./subjects.ts";

/** A message as an engine's own SDK writes it: proto/vectors/README.md. */
interface Vector {
  readonly type: string;
  /** `null` where the JSON form has no way to say it. */
  readonly json: JsonValue;
  readonly hex: string;
}

const vectorsIn = (file: string): readonly Vector[] => {
  const text = readFileSync(path.join(import.meta.dirname, "../../../../proto/vectors", file), "utf8");
  return (JSON.parse(text) as { vectors: readonly Vector[] }).vectors;
};

const subjectOf = (type: string, subjects: readonly Subject[]): Subject => {
  const subject = subjects.find(({ descriptor }) => descriptor.typeName === type);
  if (subject === undefined) throw new Error(`no codec for ${type}`);
  return subject;
};

describe.each([
  ["numaflow.json", numaflowSubjects],
  ["temporal.json", temporalSubjects],
])("%s", (file, subjects) => {
  const named = vectorsIn(file).map((vector, index): [string, Vector] => [`${index} ${vector.type}`, vector]);

  test.each(named)("%s", (_, { type, json, hex }) => {
    const { descriptor, read, write } = subjectOf(type, subjects);
    const message = read(Uint8Array.from(Buffer.from(hex, "hex")));
    expect(Buffer.from(write(message)).toString("hex")).toBe(hex);
    expect(message).toEqual(json === null ? message : fromJson(descriptor, json));
  });
});
