import type { DescMessage, Message } from "@bufbuild/protobuf";
import { WireReader } from "../../src/codec/wire-reader.ts";
import * as accumulatorCodec from "../../src/gen/numaflow/accumulator_codec.ts";
import * as accumulator from "../../src/gen/numaflow/accumulator_pb.ts";
import * as mapCodec from "../../src/gen/numaflow/map_codec.ts";
import * as map from "../../src/gen/numaflow/map_pb.ts";
import * as metadataCodec from "../../src/gen/numaflow/metadata_codec.ts";
import * as metadata from "../../src/gen/numaflow/metadata_pb.ts";
import * as nackCodec from "../../src/gen/numaflow/nack_options_codec.ts";
import * as nack from "../../src/gen/numaflow/nack_options_pb.ts";
import * as reduceCodec from "../../src/gen/numaflow/reduce_codec.ts";
import * as reduce from "../../src/gen/numaflow/reduce_pb.ts";
import * as servingCodec from "../../src/gen/numaflow/serving_codec.ts";
import * as serving from "../../src/gen/numaflow/serving_pb.ts";
import * as sessionReduceCodec from "../../src/gen/numaflow/session_reduce_codec.ts";
import * as sessionReduce from "../../src/gen/numaflow/session_reduce_pb.ts";
import * as sideInputCodec from "../../src/gen/numaflow/side_input_codec.ts";
import * as sideInput from "../../src/gen/numaflow/side_input_pb.ts";
import * as sinkCodec from "../../src/gen/numaflow/sink_codec.ts";
import * as sink from "../../src/gen/numaflow/sink_pb.ts";
import * as sourceCodec from "../../src/gen/numaflow/source_codec.ts";
import * as source from "../../src/gen/numaflow/source_pb.ts";
import * as sourceTransformerCodec from "../../src/gen/numaflow/source_transformer_codec.ts";
import * as sourceTransformer from "../../src/gen/numaflow/source_transformer_pb.ts";
import * as failureCodec from "../../src/gen/temporal/temporal/api/failure/v1/message_codec.ts";
import * as failure from "../../src/gen/temporal/temporal/api/failure/v1/message_pb.ts";
import * as historyCodec from "../../src/gen/temporal/temporal/api/history/v1/message_codec.ts";
import * as history from "../../src/gen/temporal/temporal/api/history/v1/message_pb.ts";
import * as tasksCodec from "../../src/gen/temporal/temporal/api/workflowservice/v1/request_response_codec.ts";
import * as tasks from "../../src/gen/temporal/temporal/api/workflowservice/v1/request_response_pb.ts";
import * as kindsCodec from "../../src/gen/kinds/kinds_codec.ts";
import * as kinds from "../../src/gen/kinds/kinds_pb.ts";
import { ByteWriter } from "../../src/wire-codec.ts";

/** A message type, and the straight way alone: nothing here falls back on protobuf-es. */
export interface Subject {
  readonly descriptor: DescMessage;
  readonly write: (message: Message) => Uint8Array;
  readonly read: (bytes: Uint8Array) => Message;
}

type Write = (to: ByteWriter, message: Message) => void;
type Read = (from: WireReader, end: number) => Message;

const margin = 12;

const subject = (descriptor: DescMessage, write: Write, read: Read): Subject => ({
  descriptor,
  write: (message) => {
    const to = new ByteWriter(0);
    write(to, message);
    return to.buffer.slice(0, to.position);
  },
  // As in a chunk of a stream: with bytes of others around it.
  read: (bytes) => {
    const chunk = new Uint8Array(bytes.length + 2 * margin).fill(0x0a);
    chunk.set(bytes, margin);
    const end = margin + bytes.length;
    return read(new WireReader().open(chunk, margin, end), end);
  },
});

/** Every type that a module of codecs writes; `schemas` is the module that protobuf-es generated beside it. */
function subjectsOf(codecs: object, schemas: object): readonly Subject[] {
  const functions = codecs as Readonly<Record<string, unknown>>;
  return Object.entries(schemas).flatMap(([name, descriptor]) => {
    const type = /^(?<type>.+)Schema$/.exec(name)?.groups?.["type"];
    const [write, read] = [functions[`write${type}`], functions[`read${type}`]];
    return write === undefined ? [] : [subject(descriptor as DescMessage, write as Write, read as Read)];
  });
}

export const kindsSubject = subjectsOf(kindsCodec, kinds).find(
  ({ descriptor }) => descriptor === kinds.KindsSchema,
) as Subject;

export const numaflowSubjects: readonly Subject[] = [
  ...subjectsOf(accumulatorCodec, accumulator),
  ...subjectsOf(mapCodec, map),
  ...subjectsOf(metadataCodec, metadata),
  ...subjectsOf(nackCodec, nack),
  ...subjectsOf(reduceCodec, reduce),
  ...subjectsOf(servingCodec, serving),
  ...subjectsOf(sessionReduceCodec, sessionReduce),
  ...subjectsOf(sideInputCodec, sideInput),
  ...subjectsOf(sinkCodec, sink),
  ...subjectsOf(sourceCodec, source),
  ...subjectsOf(sourceTransformerCodec, sourceTransformer),
];

export const temporalSubjects: readonly Subject[] = [
  ...subjectsOf(failureCodec, failure),
  ...subjectsOf(historyCodec, history),
  ...subjectsOf(tasksCodec, tasks),
];
