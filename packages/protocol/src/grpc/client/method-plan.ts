import type { OutgoingHttpHeaders } from "node:http2";
import type { DescMethod, Message } from "@bufbuild/protobuf";
import { codecOf, type MessageCodec } from "../../wire-codec.ts";
import { gzipEncoding } from "../compression.ts";
import { addMetadata } from "../metadata.ts";
import { timeoutHeader } from "../timeout.ts";

/** What all calls of a method have in common, made once. */
export interface MethodPlan {
  readonly method: DescMethod;
  readonly path: string;
  readonly input: MessageCodec<Message>;
  readonly output: MessageCodec<Message>;
  /**
   * What a call sends. Those of a method mostly have the same timeout, and many the same metadata: the last is kept, if
   * the metadata is frozen.
   */
  headersWith(timeout: string | undefined, metadata: HeadersInit | undefined): Readonly<OutgoingHttpHeaders>;
}

export interface PlanOptions {
  readonly scheme: "http" | "https";
  readonly authority: string;
  readonly userAgent: string;
  readonly compress: boolean;
}

/** What identifies us to servers. Proxies and logs expect the product first. */
export const defaultUserAgent = "grpc-node-millrace";

/** Makes the plans of a transport's methods, each when it is first called. */
export function createPlanner(options: PlanOptions): (method: DescMethod) => MethodPlan {
  const plans = new Map<DescMethod, MethodPlan>();
  return (method) => {
    let plan = plans.get(method);
    if (plan === undefined) plans.set(method, (plan = planOf(method, options)));
    return plan;
  };
}

function planOf(method: DescMethod, { scheme, authority, userAgent, compress }: PlanOptions): MethodPlan {
  const path = `/${method.parent.typeName}/${method.name}`;
  const headers: OutgoingHttpHeaders = {
    ":method": "POST",
    ":scheme": scheme,
    ":path": path,
    ":authority": authority,
    "content-type": "application/grpc+proto",
    te: "trailers",
    "user-agent": userAgent,
    "grpc-accept-encoding": "identity,gzip",
  };
  if (compress) headers["grpc-encoding"] = gzipEncoding;
  let timed = headers;
  let last: { readonly timed: object; readonly metadata: object; readonly all: OutgoingHttpHeaders } | undefined;
  return {
    method,
    path,
    input: codecOf(method.parent, method.input),
    output: codecOf(method.parent, method.output),
    headersWith(timeout, metadata) {
      if (timed[timeoutHeader] !== timeout) {
        timed = timeout === undefined ? headers : { ...headers, [timeoutHeader]: timeout };
      }
      if (metadata === undefined) return timed;
      if (last?.timed === timed && last.metadata === metadata) return last.all;
      const all = { ...timed };
      addMetadata(all, metadata);
      if (Object.isFrozen(metadata)) last = { timed, metadata, all };
      return all;
    },
  };
}
