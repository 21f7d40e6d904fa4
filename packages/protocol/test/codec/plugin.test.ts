import { create, type DescFile } from "@bufbuild/protobuf";
import {
  CodeGeneratorRequestSchema,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  file_google_protobuf_struct,
  type FileDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import { describe, expect, test } from "vitest";
import { codecPlugin } from "../../codegen/plugin.ts";
import { file_map } from "../../src/gen/numaflow/map_pb.ts";

const withImports = (file: DescFile): FileDescriptorProto[] => [
  ...new Set([...file.dependencies.flatMap(withImports), file.proto]),
];

/** The files that the plugin writes, by name. */
const generate = (option: string, files: readonly FileDescriptorProto[]): ReadonlyMap<string, string> => {
  const parameter = ["target=ts", "import_extension=ts", ...(option === "" ? [] : [option])].join(",");
  const fileToGenerate = files.slice(-1).map(({ name }) => name);
  const request = create(CodeGeneratorRequestSchema, { parameter, fileToGenerate, protoFile: [...files] });
  return new Map(codecPlugin.run(request).file.map(({ name, content }) => [name, content]));
};

const generateMap = (option: string): ReadonlyMap<string, string> => generate(option, withImports(file_map));

/** A file with a message that has one field, of this type. */
const fileWith = (syntax: string, type: FieldDescriptorProto_Type, typeName = ""): FileDescriptorProto =>
  create(FileDescriptorProtoSchema, {
    name: "odd.proto",
    package: "odd",
    syntax,
    dependency: typeName.startsWith(".google.") ? ["google/protobuf/struct.proto"] : [],
    messageType: [
      {
        name: "Odd",
        field: [{ name: "field", number: 1, type, typeName, label: FieldDescriptorProto_Label.OPTIONAL }],
      },
    ],
  });

describe("the codec plugin", () => {
  test("writes what a service takes and gives, and all that occurs in it", () => {
    const files = generateMap("fast=map.v1.Map");
    expect([...files.keys()].sort()).toEqual([
      "google/protobuf/empty_codec.ts",
      "google/protobuf/timestamp_codec.ts",
      "map_codec.ts",
      "metadata_codec.ts",
      "nack_options_codec.ts",
    ]);
    expect(files.get("map_codec.ts")).toContain("export const MapCodecs: MessageCodecs");
  });

  test("writes a single message, and gives the service a codec for it alone", () => {
    const text = generateMap("fast=map.v1.Handshake").get("map_codec.ts");
    expect(text).toContain("export function readHandshake(");
    expect(text).not.toContain("MapRequest");
    expect(generateMap("fast=map.v1.MapRequest").get("map_codec.ts")).toContain(
      '["map.v1.MapRequest", MapRequestCodec]',
    );
  });

  test("writes nothing unasked", () => {
    expect(generateMap("").size).toBe(0);
  });

  test.each([
    ["an option that it does not know", "slow=map.v1.Map", "unknown option 'slow=map.v1.Map'"],
    ["a name that is nowhere", "fast=map.v1.Mapp", "fast=map.v1.Mapp is neither a service nor a message"],
  ])("refuses %s", (_, option, said) => {
    expect(() => generateMap(option)).toThrow(said);
  });

  test.each([
    ["a file that is not proto3", [fileWith("proto2", FieldDescriptorProto_Type.INT32)]],
    [
      "a message with a form of its own",
      [
        file_google_protobuf_struct.proto,
        fileWith("proto3", FieldDescriptorProto_Type.MESSAGE, ".google.protobuf.Struct"),
      ],
    ],
  ])("refuses %s", (reason, files) => {
    expect(() => generate("fast=odd.Odd", files)).toThrow(`no fast codec for field odd.Odd.field: ${reason}`);
  });
});
