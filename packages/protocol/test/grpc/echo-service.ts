import { create, createFileRegistry, type DescMethod, type Message } from "@bufbuild/protobuf";
import type { GenMessage, GenService } from "@bufbuild/protobuf/codegenv2";
import {
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt";

/** The one message of the test service. */
export type Note = Message<"millrace.test.Note"> & { text: string; data: Uint8Array; count: number };

const note = ".millrace.test.Note";

const registry = createFileRegistry(
  create(FileDescriptorSetSchema, {
    file: [
      {
        name: "echo.proto",
        package: "millrace.test",
        syntax: "proto3",
        messageType: [
          {
            name: "Note",
            field: [
              { name: "text", number: 1, type: Type.STRING, label: Label.OPTIONAL },
              { name: "data", number: 2, type: Type.BYTES, label: Label.OPTIONAL },
              { name: "count", number: 3, type: Type.INT32, label: Label.OPTIONAL },
            ],
          },
        ],
        service: [
          {
            name: "Echo",
            method: [
              { name: "Unary", inputType: note, outputType: note },
              { name: "ServerStream", inputType: note, outputType: note, serverStreaming: true },
              { name: "ClientStream", inputType: note, outputType: note, clientStreaming: true },
              { name: "Bidi", inputType: note, outputType: note, clientStreaming: true, serverStreaming: true },
            ],
          },
        ],
      },
    ],
  }),
);

export const NoteSchema = registry.getMessage("millrace.test.Note") as GenMessage<Note>;

type Kind<K extends DescMethod["methodKind"]> = {
  methodKind: K;
  input: GenMessage<Note>;
  output: GenMessage<Note>;
};

/** Four methods, one of each kind, over {@link Note}. Built here, so that the tests need no generated code. */
export const EchoService = registry.getService("millrace.test.Echo") as unknown as GenService<{
  unary: Kind<"unary">;
  serverStream: Kind<"server_streaming">;
  clientStream: Kind<"client_streaming">;
  bidi: Kind<"bidi_streaming">;
}>;
