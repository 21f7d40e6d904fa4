import { expect, test } from "vitest";
import { provenanceProblems } from "../lib/provenance.mjs";

const manifest = (members: object) => ({ name: "@millrace/any", ...members });
const repository = { url: "the address of the repository", directory: "packages/any" };

test("provenance and repository go together", () => {
  expect(provenanceProblems(manifest({}))).toEqual([]);
  expect(provenanceProblems(manifest({ publishConfig: { provenance: false } }))).toEqual([]);
  expect(provenanceProblems(manifest({ publishConfig: { provenance: true }, repository }))).toEqual([]);
  expect(provenanceProblems(manifest({ publishConfig: { provenance: true }, repository: repository.url }))).toEqual([]);
});

test("one without the other is refused", () => {
  for (const empty of [{}, { repository: "" }, { repository: {} }])
    expect(provenanceProblems(manifest({ publishConfig: { provenance: true }, ...empty }))).toEqual([
      expect.stringContaining("has no 'repository'"),
    ]);
  for (const publishConfig of [undefined, {}, { provenance: false }])
    expect(provenanceProblems(manifest({ repository, publishConfig }))).toEqual([
      expect.stringContaining("has a 'repository' and no provenance"),
    ]);
});
