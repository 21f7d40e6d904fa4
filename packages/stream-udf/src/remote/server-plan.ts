import path from "node:path";
import { checkNumber, checkOptions, ProtocolError } from "@millrace/protocol";
import type { GrpcListen } from "@millrace/protocol/grpc";
import type { Component, ComponentKind } from "../component.ts";
import { placesOf } from "../component-places.ts";
import { udfServerDefaults, type UdfServerOptions } from "../udf-server.ts";
import { UdfError } from "../errors.ts";
import { kindOf } from "../internal/kind-of.ts";

/** A socket or port, and what is served there. */
export interface PlannedEndpoint {
  readonly listen: GrpcListen;
  readonly components: readonly Component[];
  /** Server-info file → the component that it is about. */
  readonly serverInfo: ReadonlyMap<string, Component>;
}

const where = "createUdfServer";
const kinds = ["map", "sourceTransform", "reduce", "sink"] as const satisfies readonly ComponentKind[];

const optionNames = [
  ...kinds,
  "directory",
  "socketPath",
  "serverInfoPath",
  "tcp",
  "containerType",
  "serverInfo",
  "maxMessageBytes",
  "concurrency",
  "handlerTimeoutMs",
  "graceMs",
  "runtimeDirectory",
  "logger",
  "clock",
] as const satisfies readonly (keyof UdfServerOptions)[];

/** @throws `UDF_INVALID_DEFINITION`, `UDF_NO_HANDLER`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION` */
export function checkServerOptions(options: UdfServerOptions): void {
  checkOptions(options, optionNames, where);
  checkOptions(options.serverInfo, ["language", "version"], `'serverInfo' of ${where}`);
  checkOptions(options.tcp, ["host", "port"], `'tcp' of ${where}`);
  const minima = { maxMessageBytes: 1, concurrency: 1, handlerTimeoutMs: 1, graceMs: 0 } as const;
  for (const [name, min] of Object.entries(minima) as [keyof typeof minima, number][]) {
    if (options[name] !== undefined) checkNumber(options[name], name, where, { min });
  }
  if (options.tcp !== undefined && options.socketPath !== undefined) {
    throw new ProtocolError("PROTOCOL_INVALID_OPTION", `${where} takes 'tcp' or 'socketPath', not both`);
  }
}

/** The components of the options, in the order of the kinds. */
function componentsOf(options: UdfServerOptions): readonly Component[] {
  const components: Component[] = [];
  for (const kind of kinds) {
    const definition = options[kind];
    if (definition === undefined) continue;
    const component: Component | undefined = definition.component;
    if (component?.kind === kind) components.push(component);
    else
      refuseDefinition(kind, component === undefined ? kindOf(definition) : `a definition of kind '${component.kind}'`);
  }
  if (components.length === 0) {
    const message = `${where} has nothing to serve: give it one of ${kinds.map((kind) => `'${kind}'`).join(", ")}`;
    throw new UdfError("UDF_NO_HANDLER", message);
  }
  return components;
}

/** By default a socket for each component, where the engine looks for it; else one place for all. */
export function planEndpoints(
  options: UdfServerOptions,
  containerType: string | undefined,
): readonly PlannedEndpoint[] {
  const { directory, socketPath, serverInfoPath, tcp } = options;
  const components = componentsOf(options);
  if (serverInfoPath !== undefined && components.length > 1) {
    const message = `${where}: 'serverInfoPath' is one file, and there are ${components.length} components; leave it out, or serve one`;
    throw new ProtocolError("PROTOCOL_INVALID_OPTION", message);
  }
  const infoIn = (folder: string | undefined, component: Component): [string, Component][] => {
    if (serverInfoPath !== undefined) return [[serverInfoPath, component]];
    const { serverInfo } = placesOf(component.kind, containerType);
    return folder === undefined ? [] : [[path.join(folder, serverInfo), component]];
  };
  const together = (listen: GrpcListen, folder: string | undefined): PlannedEndpoint => ({
    listen,
    components,
    serverInfo: new Map(components.flatMap((component) => infoIn(folder, component))),
  });
  if (tcp !== undefined) return [together(tcp, directory)];
  if (socketPath !== undefined) return [together({ path: socketPath }, directory ?? path.dirname(socketPath))];
  const folder = directory ?? udfServerDefaults.directory;
  return components.map((component) => ({
    listen: { path: path.join(folder, placesOf(component.kind, containerType).socket) },
    components: [component],
    serverInfo: new Map(infoIn(folder, component)),
  }));
}

function refuseDefinition(kind: ComponentKind, given: string): never {
  const maker = `define${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  throw new UdfError("UDF_INVALID_DEFINITION", `${where}: '${kind}' must be what ${maker} gives, not ${given}`, {
    details: { kind },
  });
}
