import type { DescMethod, DescService, Message } from "@bufbuild/protobuf";
import { codecOf, type MessageCodec } from "../../wire-codec.ts";
import type { StreamReceiver } from "../stream-handler.ts";
import type { ServerCall } from "./call.ts";

/** A method that is served: how its messages are read and written, and who takes its calls. */
export interface Route {
  readonly service: DescService;
  readonly method: DescMethod;
  /** `/package.Service/Method` */
  readonly path: string;
  readonly input: MessageCodec<Message>;
  readonly output: MessageCodec<Message>;
  readonly open: OpenCall;
}

/** As `StreamHandler`, with what connect's handlers need beyond it. */
export type OpenCall = (call: ServerCall) => CallReceiver;

export interface CallReceiver extends Omit<StreamReceiver<Message>, "message"> {
  /** `bytes` is the size on the wire, for those that keep messages. */
  message(message: Message, bytes: number): void;
}

export function createRoute(service: DescService, method: DescMethod, open: OpenCall): Route {
  return {
    service,
    method,
    path: `/${service.typeName}/${method.name}`,
    input: codecOf(service, method.input),
    output: codecOf(service, method.output),
    open,
  };
}
