import type { DescFile } from "@bufbuild/protobuf";
import { fileDesc as hydrate, type GenFile } from "@bufbuild/protobuf/codegenv2";

/**
 * What generated modules make their descriptors with, instead of the function of protobuf-es. That one registers, for
 * each file, the types of all files behind its imports, once for every way to them. Temporal's files import each other
 * so much that most of the time and memory of loading them went into it. A file needs the types of what it imports
 * itself, and no more.
 */
export function fileDesc(base64: string, imports: readonly DescFile[] = []): GenFile {
  const file = hydrate(
    base64,
    imports.map((each) => ({ ...each, dependencies: [] })),
  );
  file.dependencies.splice(0, imports.length, ...imports);
  return file;
}
