import { readFileSync } from "node:fs";
import {
  create,
  createFileRegistry,
  type DescMessage,
  type DescService,
  fromBinary,
  type Message,
  toBinary,
} from "@bufbuild/protobuf";
import { type Any, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

/** The judge's messages as far as client and server need them; its protos are read from its module at run time. */
export interface Header {
  name: string;
  value: string[];
}

export interface ErrorDefinition {
  code: number;
  message?: string;
  details: Any[];
}

export interface UnaryDefinition {
  responseHeaders: Header[];
  responseTrailers: Header[];
  responseDelayMs: number;
  response:
    | { case: "responseData"; value: Uint8Array }
    | { case: "error"; value: ErrorDefinition }
    | { case: undefined; value?: undefined };
}

export interface StreamDefinition {
  responseHeaders: Header[];
  responseTrailers: Header[];
  responseDelayMs: number;
  responseData: Uint8Array[];
  error?: ErrorDefinition;
}

export interface UnaryRequest extends Message {
  responseDefinition?: UnaryDefinition;
}

export interface StreamRequest extends Message {
  responseDefinition?: StreamDefinition;
  fullDuplex?: boolean;
}

export interface Answer extends Message {
  payload?: Message;
}

interface Credentials {
  cert: Uint8Array;
  key: Uint8Array;
}

export interface ServerRequest extends Message {
  useTls: boolean;
  clientTlsCert: Uint8Array;
  messageReceiveLimit: number;
  serverCreds?: Credentials;
}

export interface ClientRequest extends Message {
  testName: string;
  compression: number;
  host: string;
  port: number;
  serverTlsCert: Uint8Array;
  clientTlsCreds?: Credentials;
  messageReceiveLimit: number;
  service?: string;
  method?: string;
  requestHeaders: Header[];
  requestMessages: Any[];
  timeoutMs?: number;
  requestDelayMs: number;
  cancel?: {
    cancelTiming:
      | { case: "beforeCloseSend"; value: unknown }
      | { case: "afterCloseSendMs" | "afterNumResponses"; value: number }
      | { case: undefined; value?: undefined };
  };
}

/** `COMPRESSION_GZIP` of the judge. */
export const gzipCompression = 2;

const package_ = "connectrpc.conformance.v1";

export interface Judge {
  readonly service: DescService;
  /** The type of a message, by its name inside the judge's package. */
  type(name: string): DescMessage;
  make(name: string, init: object): Message;
  read<T extends Message>(name: string, bytes: Uint8Array): T;
  write(name: string, init: object): Uint8Array;
}

/** @param image the judge's protos as one descriptor set */
export const openJudge = (image: string): Judge => {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(image)));
  const type = (name: string): DescMessage => {
    const found = registry.getMessage(`${package_}.${name}`);
    if (found === undefined) throw new Error(`the judge's protos hold no message ${name}`);
    return found;
  };
  const service = registry.getService(`${package_}.ConformanceService`);
  if (service === undefined) throw new Error("the judge's protos hold no ConformanceService");
  const make = (name: string, init: object): Message => create(type(name), init as never);
  return {
    service,
    type,
    make,
    read: <T extends Message>(name: string, bytes: Uint8Array) => fromBinary(type(name), bytes) as T,
    write: (name, init) => toBinary(type(name), make(name, init)),
  };
};
