import {
  create,
  createFileRegistry,
  type DescMessage,
  type DescMethodUnary,
  type DescService,
} from "@bufbuild/protobuf";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

/** `millrace.bench.Echo/Call`: a message of bytes and nothing else, there and back. Made here, without a compiler. */
const file = create(FileDescriptorProtoSchema, {
  name: "millrace/bench/echo.proto",
  package: "millrace.bench",
  syntax: "proto3",
  messageType: [
    {
      name: "Data",
      field: [
        {
          name: "value",
          jsonName: "value",
          number: 1,
          type: FieldDescriptorProto_Type.BYTES,
          label: FieldDescriptorProto_Label.OPTIONAL,
        },
      ],
    },
  ],
  service: [
    { name: "Echo", method: [{ name: "Call", inputType: ".millrace.bench.Data", outputType: ".millrace.bench.Data" }] },
  ],
});

const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [file] }));

/** A message as both sides have it. */
export interface Data {
  readonly $typeName: "millrace.bench.Data";
  readonly value: Uint8Array;
}

const found = <T>(what: T | undefined): T => {
  if (what === undefined) throw new Error("the echo service is not in its own file");
  return what;
};

export const echoService: DescService = found(registry.getService("millrace.bench.Echo"));
const echoMethod = found(echoService.methods[0]) as DescMethodUnary;
export const dataMessage: DescMessage = echoMethod.input;
export const echoPath = "/millrace.bench.Echo/Call";
export const mapPath = "/map.v1.Map/MapFn";
