import type { Transport } from "@connectrpc/connect";
import { checkNumber, checkOptions, consoleLogger, systemClock, type CloseOptions } from "@millrace/protocol";
import { createGrpcServer, type GrpcAddress, type GrpcServer } from "@millrace/protocol/grpc";
import { ServerCore } from "../core.ts";
import { memoryStore } from "../store/store.ts";
import { attributeTypes, isReservedName } from "../visibility/attribute-types.ts";
import { MemoryVisibility } from "../visibility/memory-visibility.ts";
import { applyDynamicConfig } from "./dynamic-config.ts";
import { InProcessTransport } from "./in-process-transport.ts";
import { invalidServerOption } from "./server-error.ts";
import { serverDefaults, serverOptionNames, type ServerOptions } from "./server-options.ts";
import { routesOf } from "./service-table.ts";
import { createServices } from "./services.ts";

const defaultNamespace = "default";

/** The engine, its services, and the two ways to them. */
export class EmbeddedServer {
  readonly #core: ServerCore;
  readonly #port: GrpcServer | undefined;
  readonly #transport: Transport;
  readonly #closed = new AbortController();
  readonly #graceMs: number;
  #closing: Promise<void> | undefined;
  #address: GrpcAddress | undefined;

  /** @throws `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`, `WORKFLOW_INVALID_SERVER_OPTION` */
  constructor(options: ServerOptions) {
    checkOptions(options, serverOptionNames, "startServer");
    const { clock = systemClock, logger = consoleLogger({ level: "warn" }), listen } = options;
    const { requestBytes = serverDefaults.requestBytes, graceMs = serverDefaults.graceMs } = options;
    checkNumber(requestBytes, "requestBytes", "startServer", { min: 1 });
    checkNumber(graceMs, "graceMs", "startServer", { min: 0 });
    const coreOptions = applyDynamicConfig(options.dynamicConfig ?? {}, { clock, logger }, logger);
    this.#graceMs = graceMs;
    this.#core = new ServerCore({ store: memoryStore, visibility: new MemoryVisibility(), options: coreOptions });
    addNamespaces(this.#core, options);
    const services = createServices(this.#core);
    this.#transport = new InProcessTransport({ services, clock, logger, requestBytes, closed: this.#closed.signal });
    if (listen !== undefined) {
      const routes = routesOf(services);
      this.#port = createGrpcServer({ listen, routes, logger, graceMs, readMaxBytes: requestBytes });
    }
  }

  /** @throws `GRPC_ADDRESS_IN_USE`, `GRPC_LISTEN_FAILED` */
  async start(): Promise<void> {
    this.#address = (await this.#port?.start())?.address;
  }

  /** `host:port` or the path of the socket; undefined in process. */
  get address(): string | undefined {
    const address = this.#address;
    if (address === undefined) return undefined;
    if ("path" in address) return address.path;
    const { host = "127.0.0.1", port } = address;
    return `${host.includes(":") ? `[${host}]` : host}:${port}`;
  }

  transport(): Transport {
    return this.#transport;
  }

  close({ graceMs = this.#graceMs }: CloseOptions = {}): Promise<void> {
    // A shorter grace that comes later shortens the first.
    if (this.#closing !== undefined) void this.#port?.close({ graceMs });
    return (this.#closing ??= this.#close(graceMs));
  }

  async #close(graceMs: number): Promise<void> {
    // Polls end first, so that the port has only calls to wait for that are about to end.
    this.#core.close();
    await this.#port?.close({ graceMs });
    this.#closed.abort();
  }
}

function addNamespaces(core: ServerCore, { namespaces = [], searchAttributes = {} }: ServerOptions): void {
  if (!Array.isArray(namespaces) || namespaces.some((name) => typeof name !== "string" || name === "")) {
    throw invalidServerOption("startServer: 'namespaces' must be a list of names");
  }
  const types = Object.entries(searchAttributes);
  for (const [name, type] of types) {
    if (isReservedName(name)) {
      throw invalidServerOption(`startServer: the search attribute '${name}' is Temporal's own; take another name`);
    }
    if (attributeTypes.includes(type)) continue;
    const wanted = attributeTypes.join(", ");
    throw invalidServerOption(
      `startServer: search attribute '${name}' has no type '${String(type)}'; there are ${wanted}`,
    );
  }
  for (const namespace of new Set([defaultNamespace, ...namespaces])) {
    core.namespaces.add(namespace);
    for (const [name, type] of types) core.visibility.attributes.add(namespace, name, type);
  }
}
