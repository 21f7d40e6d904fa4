import { MillraceError } from "@millrace/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { udfErrors } from "../../src/index.ts";
import { readSpec } from "../../src/embedded/spec/read-spec.ts";
import { monoVertexYaml, pipelineYaml } from "./yaml.ts";

const texts = [
  monoVertexYaml({}),
  monoVertexYaml({ source: "{ generator: { rpu: 7, keyCount: 2 } }", more: "limits: { readBatchSize: 5 }" }),
  monoVertexYaml({
    sink: "{ udsink: { container: { image: x } }, fallback: { log: {} }, retryStrategy: { onFailure: fallback } }",
  }),
  pipelineYaml({}),
  pipelineYaml({ edge: "conditions: { tags: { operator: and, values: [a] } }", watermark: "maxDelay: 3s" }),
  pipelineYaml({ watermark: "idleSource: { threshold: 5s, incrementBy: 3s, stepInterval: 2s }" }),
];

/** What is put into a text, in the place of something or between two things. */
const scraps = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    ":",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "&a ",
    "*a",
    "<<: *a",
    "---\n",
    "# ",
    "'",
    '"',
  ),
  fc.constantFrom(
    "null",
    "true",
    "-1",
    "0",
    "1e400",
    ".nan",
    "~",
    "!!binary aGk=",
    "0x10",
    "2026-03-01",
    "__proto__: {}",
  ),
  fc.constantFrom("constructor", "toString", "spec", "source", "udf", "sink", "vertices", "transformer", "groupBy"),
  fc.string({ maxLength: 8 }),
);

const cuts = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(12), scrap: scraps });

/** Reads a text: the code that it is refused with, or `"read"`. Throws if it is not refused as it should be. */
function outcomeOf(text: string): string {
  const error = refusalOf(text);
  if (error === undefined) return "read";
  const { code, message, details } = error;
  const { line, column } = details as { readonly line: number; readonly column: number };
  const isKnown =
    Object.hasOwn(udfErrors, code) && /^UDF_SPEC_(MALFORMED|UNKNOWN_FIELD|INVALID|UNSUPPORTED)$/u.test(code);
  const isPlaced = line >= 1 && column >= 1 && line <= text.split("\n").length + 1;
  const isTold = /^\[UDF_SPEC_[A-Z_]+\] x\.yaml:\d+:\d+: \S/u.test(message);
  if (isKnown && isPlaced && isTold) return code;
  throw new Error(`not the error that it should be: ${message}`, { cause: error });
}

function refusalOf(text: string): MillraceError | undefined {
  try {
    readSpec(text, "x.yaml");
    return undefined;
  } catch (error) {
    if (MillraceError.is(error)) return error;
    throw error;
  }
}

describe("a spec that was changed at random", () => {
  it("is read, or refused with a code and a place", () => {
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.array(cuts, { minLength: 1, maxLength: 4 }), (text, changes) => {
        const changed = changes.reduce((before, { at, length, scrap }) => {
          const start = Math.floor(at * before.length);
          return before.slice(0, start) + scrap + before.slice(start + length);
        }, text);
        outcomes.add(outcomeOf(changed));
      }),
      { numRuns: 2000 },
    );
    // The changes are such that they lead everywhere.
    expect([...outcomes].toSorted()).toEqual(
      expect.arrayContaining(["UDF_SPEC_INVALID", "UDF_SPEC_MALFORMED", "UDF_SPEC_UNKNOWN_FIELD", "read"]),
    );
  });

  it("line by line, too", () => {
    const lines = texts.flatMap((text) => text.split("\n"));
    const shuffled = fc.array(fc.constantFrom(...lines), { maxLength: 30 });
    fc.assert(
      fc.property(shuffled, (some) => {
        expect(outcomeOf(some.join("\n"))).not.toBe("");
      }),
      { numRuns: 1000 },
    );
  });

  it("whatever JSON stands in it", () => {
    const anything = fc.jsonValue({ maxDepth: 4 });
    const names = ["source", "udf", "sink", "limits", "vertices", "edges", "watermark", "bypass", "ordered"];
    const spec = fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: 4 });
    fc.assert(
      fc.property(fc.constantFrom("MonoVertex", "Pipeline"), spec, (kind, value) => {
        const document = { apiVersion: "numaflow.numaproj.io/v1alpha1", kind, metadata: { name: "x" }, spec: value };
        expect(outcomeOf(JSON.stringify(document))).toMatch(/^(read|UDF_SPEC_.*)$/u);
      }),
      { numRuns: 1000 },
    );
  });

  it("is not read further than its prototype", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      expect(outcomeOf(monoVertexYaml({ more: `${name}: {}` }))).toBe("UDF_SPEC_UNKNOWN_FIELD");
      expect(outcomeOf(`kind: ${name}`)).toBe("UDF_SPEC_INVALID");
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
