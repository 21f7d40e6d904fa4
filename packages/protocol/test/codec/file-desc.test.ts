import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { fileDesc as ofProtobufEs } from "@bufbuild/protobuf/codegenv2";
import { file_google_protobuf_duration, file_google_protobuf_timestamp } from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { workflowservice } from "@millrace/protocol/temporal";
import { fileDesc } from "../../src/codec/file-desc.ts";

/** All files that a file leads to, itself among them. */
function filesFrom(file: DescFile, found: Set<DescFile> = new Set()): ReadonlySet<DescFile> {
  if (!found.has(file)) {
    found.add(file);
    for (const each of file.dependencies) filesFrom(each, found);
  }
  return found;
}

const messagesOf = (file: DescFile): DescMessage[] => {
  const withNested = (message: DescMessage): DescMessage[] => [message, ...message.nestedMessages.flatMap(withNested)];
  return file.messages.flatMap(withNested);
};

describe("Temporal's descriptors", () => {
  const files = [...filesFrom(workflowservice.WorkflowService.file)];

  test("lead to all of its files, each of them once", () => {
    const names = files.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(40);
    expect(new Set(names).size).toBe(names.length);
    for (const { proto, dependencies } of files) {
      expect(dependencies.map((each) => each.proto.name)).toEqual(proto.dependency);
    }
  });

  test("name in their fields the messages and enums of those files, and no copies", () => {
    const messages = new Set(files.flatMap(messagesOf));
    expect(messages.size).toBeGreaterThan(600);
    const enums = new Set([
      ...files.flatMap((file) => file.enums),
      ...[...messages].flatMap((each) => each.nestedEnums),
    ]);
    const fields = [...messages].flatMap((message) => message.fields);
    const copies = fields.filter((field) => {
      const isOwn = field.message === undefined || messages.has(field.message);
      return !isOwn || (field.enum !== undefined && !enums.has(field.enum));
    });
    expect(copies.map(String)).toEqual([]);
  });
});

test("a file without imports, and one with some, are what protobuf-es makes of them", () => {
  const imports = [file_google_protobuf_duration, file_google_protobuf_timestamp];
  for (const given of [[], imports]) {
    // A file named "a", with a message "M".
    const base64 = "CgFhIgMKAU0";
    const [ours, theirs] = [fileDesc(base64, given), ofProtobufEs(base64, given)];
    expect(ours.dependencies).toEqual(theirs.dependencies);
    expect(ours.messages.map(({ typeName }) => typeName)).toEqual(theirs.messages.map(({ typeName }) => typeName));
    expect(ours.dependencies.every((each, index) => each === given[index])).toBe(true);
  }
});
