// One codec on one message: prints the CPU in microseconds that reading and writing it once takes.
import { isDeepStrictEqual } from "node:util";
import { fromBinary, toBinary, type Message } from "@bufbuild/protobuf";
import { ByteWriter, codecOf } from "@millrace/protocol/grpc";
import { subjects, type Subject } from "./codec-messages.ts";

interface Codec {
  readonly decode: (bytes: Uint8Array) => Message;
  readonly encode: (message: Message) => Uint8Array;
}

const contenders: Readonly<Record<string, (subject: Subject) => Codec>> = {
  millrace: ({ service, schema }) => {
    const codec = codecOf(service, schema);
    const to = new ByteWriter();
    return {
      decode: (bytes) => codec.read(bytes, 0, bytes.length),
      encode: (message) => {
        to.position = 0;
        codec.write(message, to);
        // protobuf-es gives bytes of their own as well.
        return to.buffer.slice(0, to.position);
      },
    };
  },
  "@bufbuild/protobuf": ({ schema }) => ({
    decode: (bytes) => fromBinary(schema, bytes),
    encode: (message) => toBinary(schema, message),
  }),
};

/** Microseconds of CPU a run; the first quarter warms up. */
const costOf = (run: () => unknown, runs: number): number => {
  for (let count = 0; count < runs / 4; count++) run();
  const before = process.cpuUsage();
  for (let count = 0; count < runs; count++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / runs;
};

const [contender = "", name = "", runs = "1"] = process.argv.slice(2);
const subject = subjects[name];
const codecFor = contenders[contender];
if (subject === undefined || codecFor === undefined) throw new Error(`no contender ${contender} or case ${name}`);

const codec = codecFor(subject);
const bytes = toBinary(subject.schema, subject.message);
const right =
  isDeepStrictEqual(codec.encode(subject.message), bytes) &&
  isDeepStrictEqual(codec.decode(bytes), fromBinary(subject.schema, bytes));
if (!right) throw new Error(`${contender} reads or writes ${name} wrongly`);

const decode = costOf(() => codec.decode(bytes), Number(runs));
const encode = costOf(() => codec.encode(subject.message), Number(runs));
process.stdout.write(`${JSON.stringify({ decode, encode })}\n`);
