import { existsSync } from "node:fs";
import path from "node:path";
import { apiReport } from "./api-report.mjs";
import { provenanceProblems } from "./provenance.mjs";
import { weightProblems } from "./weight.mjs";
import { readManifest } from "./workspace.mjs";

/** What protobuf-es leaves in generated declarations. */
const generated = /^.*(?:@generated|GenMessage|codegenv2).*$/m;

/**
 * What is wrong with an unpacked tarball, beyond what publint and attw look at.
 *
 * @param {string} folder
 * @returns {readonly string[]}
 */
export const tarballProblems = (folder) => {
  const manifest = readManifest(folder);
  // Scripts are for this repository; users run none of them.
  const text = JSON.stringify({ ...manifest, scripts: undefined });
  const leftover = ["@millrace/source", "workspace:", "catalog:"].filter((marker) => text.includes(marker));
  // Notices that licences of others ask for are named in the manifest.
  const documents = ["README.md", "CHANGELOG.md", "LICENSE", ...(manifest.millrace?.notices ?? [])];
  const missing = documents.filter((file) => !existsSync(path.join(folder, file)));
  const leak = generated.exec(apiReport(folder))?.[0];
  return [
    ...leftover.map((marker) => `package.json still says '${marker}', which only this repository understands`),
    ...missing.map((file) => `${file} is not in the tarball`),
    ...(manifest.license === "Apache-2.0"
      ? []
      : [`the licence in package.json is ${manifest.license}, not Apache-2.0`]),
    ...provenanceProblems(manifest),
    ...weightProblems(folder, manifest.name),
    ...(leak === undefined ? [] : [`the public types show generated protobuf types: ${leak.trim()}`]),
  ];
};
