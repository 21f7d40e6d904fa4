import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@millrace/protocol/grpc";
import { parseAddress } from "../../src/remote/connection/address.ts";
import type { Connectable, Target } from "../../src/target.ts";

/** A target that tells of every answer to a call, before its caller has it. */
export interface RecordingTarget extends Connectable, AsyncDisposable {}

export const recordingTarget = (
  target: Target,
  onAnswer: (type: DescMessage, answer: MessageShape<DescMessage>) => void,
): RecordingTarget => {
  const own = typeof target === "string" ? createGrpcTransport({ address: parseAddress(target) }) : undefined;
  const inner = own ?? (target as Connectable).transport();
  const transport: Transport = {
    unary: async (method, ...rest) => {
      const response = await inner.unary(method, ...rest);
      onAnswer(method.output, response.message);
      return response;
    },
    stream: (...call) => inner.stream(...call),
  };
  return { transport: () => transport, [Symbol.asyncDispose]: async () => own?.close() };
};
