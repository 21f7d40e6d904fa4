import { isDeepStrictEqual } from "node:util";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryMessage } from "./arbitrary-message.ts";
import { mutated } from "./mutations.ts";
import { kindsSubject, numaflowSubjects, temporalSubjects, type Subject } from "./subjects.ts";

/** What a reader makes of bytes: a message, or a refusal. */
const outcome = <T>(read: () => T): { message: T } | "refused" => {
  try {
    return { message: read() };
  } catch {
    return "refused";
  }
};

/** A case for which a property does not hold, or `none`. */
const exception = <T>(property: fc.IProperty<T>, numRuns: number): string => {
  const run = fc.check(property, { numRuns });
  return run.failed ? (fc.defaultReportMessage(run) ?? "unknown") : "none";
};

const sameMessages = ({ descriptor, write, read }: Subject): fc.IProperty<unknown> =>
  fc.property(arbitraryMessage(descriptor), (message) => {
    const bytes = toBinary(descriptor, message);
    return isDeepStrictEqual(write(message), bytes) && isDeepStrictEqual(read(bytes), fromBinary(descriptor, bytes));
  });

const sameVerdicts = ({ descriptor, read, write }: Subject): fc.IProperty<unknown> => {
  const bytes = arbitraryMessage(descriptor).map((message) => toBinary(descriptor, message));
  return fc.property(mutated(bytes), (changed) => {
    const expected = outcome(() => fromBinary(descriptor, changed));
    const actual = outcome(() => read(changed));
    if (!isDeepStrictEqual(actual, expected)) return false;
    // What was read of them, unknown fields included, is also written alike.
    return expected === "refused" || isDeepStrictEqual(write(expected.message), toBinary(descriptor, expected.message));
  });
};

const nameOf = (subject: Subject): [string, Subject] => [subject.descriptor.typeName, subject];

describe("a generated codec writes and reads what protobuf-es does", () => {
  test("for every kind of field", () => {
    expect(exception(sameMessages(kindsSubject), 500)).toBe("none");
  });
  test.each(numaflowSubjects.map(nameOf))("%s", (_, subject) => {
    expect(exception(sameMessages(subject), 50)).toBe("none");
  });
  test.each(temporalSubjects.map(nameOf))("%s", (_, subject) => {
    expect(exception(sameMessages(subject), 10)).toBe("none");
  });
});

describe("of damaged bytes it takes and refuses what protobuf-es does", () => {
  test("for every kind of field", () => {
    expect(exception(sameVerdicts(kindsSubject), 2000)).toBe("none");
  });
  test.each(numaflowSubjects.map(nameOf))("%s", (_, subject) => {
    expect(exception(sameVerdicts(subject), 200)).toBe("none");
  });
  test.each(temporalSubjects.map(nameOf))("%s", (_, subject) => {
    expect(exception(sameVerdicts(subject), 20)).toBe("none");
  });
});

test("an inequality would be seen", () => {
  const { descriptor, read, write } = kindsSubject;
  const forgetful = { descriptor, write, read: (bytes: Uint8Array) => Object.assign(read(bytes), { bool: false }) };
  const tolerant = { descriptor, read, write: (): Uint8Array => new Uint8Array(0) };
  expect(exception(sameMessages(forgetful), 500)).toContain("Counterexample");
  expect(exception(sameMessages(tolerant), 500)).toContain("Counterexample");
});
