import { checkOptions } from "@millrace/protocol";
import type { Batch } from "./batch.ts";
import type { HandlerCall, MaybePromise, SinkComponent } from "./component.ts";
import { createUdfServer } from "./create-udf-server.ts";
import type { SinkDatum } from "./datum.ts";
import { UdfError } from "./errors.ts";
import { kindOf } from "./internal/kind-of.ts";
import { listOf } from "./internal/list-of.ts";
import { Servicer, type UserDefinedServicer } from "./internal/servicer.ts";
import { whenDone } from "./internal/when-done.ts";
import { Response } from "./response.ts";
import type { Responses } from "./responses.ts";
import { serverOptionsOf, servicerOptionNames, type ServicerOptions } from "./servicer-options.ts";
import type { UdfComponents } from "./udf-server.ts";

/**
 * Takes one batch, to be read with `for` or `for await`, and answers each of its messages once. What it throws ends the
 * call, and the server with it.
 */
export type SinkHandler = (datums: Batch<SinkDatum>, call: HandlerCall) => MaybePromise<Responses>;

/**
 * Serves a sink on the socket where the engine looks for it: primary, fallback or on-success, as
 * `NUMAFLOW_UD_CONTAINER_TYPE` says.
 *
 * @throws `UDF_NO_HANDLER` without a handler; `PROTOCOL_UNKNOWN_OPTION`
 */
export function UserDefinedSinkServicer(handler: SinkHandler, options: ServicerOptions = {}): UserDefinedServicer {
  if (typeof handler !== "function") {
    const message = `UserDefinedSinkServicer requires a valid sink handler, not ${kindOf(handler)}; give it a function`;
    throw new UdfError("UDF_NO_HANDLER", message);
  }
  checkOptions(options, servicerOptionNames, "UserDefinedSinkServicer");
  const component: SinkComponent = {
    kind: "sink",
    handle: (datums, call) =>
      whenDone(handler(datums, call), (given) =>
        listOf(given, Response, "the handler of a sink", "Responses(Response.asSuccess(datum.id))"),
      ),
  };
  const components: UdfComponents = { sink: { component } };
  return new Servicer(components, createUdfServer({ ...components, ...serverOptionsOf(options) }));
}
