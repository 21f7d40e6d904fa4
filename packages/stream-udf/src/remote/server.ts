import { existsSync } from "node:fs";
import { checkOptions, consoleLogger, createRunnable, systemClock } from "@millrace/protocol";
import type { CloseOptions, Logger, Runnable, RunOptions, RunScope, RunState } from "@millrace/protocol";
import { createGrpcServer, type GrpcListen, type GrpcServer } from "@millrace/protocol/grpc";
import type { Component } from "../component.ts";
import { unknownContainer } from "../component-places.ts";
import { readEnv } from "../env.ts";
import { UdfError } from "../errors.ts";
import { stackOf } from "../internal/message-of.ts";
import { defaultRuntimeDirectory, writeErrorReport } from "../persist-critical-error.ts";
import type { ServerInfo } from "../server-info.ts";
import { udfServerDefaults } from "../udf-server.ts";
import type { UdfEndpoint, UdfServer, UdfServerOptions } from "../udf-server.ts";
import type { CallSettings } from "./call-scope.ts";
import { listenFailure, makeFolderOf, removeInfoFile, writeInfoFile } from "./info-file.ts";
import { checkServerOptions, planEndpoints, type PlannedEndpoint } from "./server-plan.ts";
import { addReadiness, addStream } from "./services.ts";

/** How long other calls may go on after a handler failed: the container is to start again soon. */
const failureGraceMs = 1000;

/** The oldest engine with these contracts; `-z` lets no pre-release of it pass. */
const minimumNumaflowVersion = "1.4.0-z";

/** Serves components as Numaflow's own SDKs do. */
export class RemoteServer implements UdfServer {
  readonly #options: UdfServerOptions;
  readonly #containerType: string;
  readonly #endpoints: readonly PlannedEndpoint[];
  readonly #logger: Logger;
  readonly #runnable: Runnable;
  readonly #listening = Promise.withResolvers<readonly UdfEndpoint[]>();
  /** The server-info files that are ours. */
  readonly #infoFiles: string[] = [];
  readonly #failing = Promise.withResolvers<void>();
  #failure: UdfError | undefined;
  #reporting: Promise<void> | undefined;
  #running: Promise<void> | undefined;

  constructor(options: UdfServerOptions) {
    checkServerOptions(options);
    const containerType = options.containerType ?? readEnv().containerType;
    this.#options = options;
    this.#containerType = containerType ?? unknownContainer;
    this.#endpoints = planEndpoints(options, containerType);
    this.#logger = options.logger ?? consoleLogger({ level: "warn" });
    this.#runnable = createRunnable((scope) => this.#serve(scope), {
      name: `server of ${this.#endpoints.flatMap(({ components }) => components.map(({ kind }) => kind)).join(", ")}`,
      graceMs: options.graceMs ?? udfServerDefaults.graceMs,
      clock: options.clock ?? systemClock,
    });
    // Who only runs the server gets its failure from there.
    this.#listening.promise.catch(() => undefined);
  }

  get state(): RunState {
    return this.#runnable.state;
  }

  start(): Promise<readonly UdfEndpoint[]> {
    this.run().then(
      // No effect, unless it was closed before it listened.
      () => this.#listening.reject(closedBefore()),
      (error: unknown) => this.#listening.reject(error),
    );
    return this.#listening.promise;
  }

  async run(options: RunOptions = {}): Promise<void> {
    if (this.#running === undefined) return (this.#running = this.#runnable.run(options));
    checkOptions(options, ["signal"], "run of a UDF server");
    const { signal } = options;
    const onAbort = (): void => void this.close();
    if (signal?.aborted) onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    return this.#running.finally(() => signal?.removeEventListener("abort", onAbort));
  }

  close(options: CloseOptions = {}): Promise<void> {
    return this.#runnable.close(options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #serve({ stopping, forced }: RunScope): Promise<void> {
    const servers = this.#endpoints.map((endpoint) => this.#createServer(endpoint));
    try {
      const endpoints: UdfEndpoint[] = [];
      for (const [index, endpoint] of this.#endpoints.entries()) {
        endpoints.push(await this.#open(endpoint, servers[index] as GrpcServer));
      }
      this.#listening.resolve(endpoints);
      await Promise.race([this.#failing.promise, aborted(stopping)]);
    } catch (error) {
      // An engine may hold a call open already, on what did listen.
      this.#failing.resolve();
      throw error;
    } finally {
      await this.#shut(servers, forced);
      await this.#reporting;
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  #createServer({ listen, components }: PlannedEndpoint): GrpcServer {
    const { maxMessageBytes = udfServerDefaults.maxMessageBytes, clock = systemClock } = this.#options;
    const settings: CallSettings = {
      containerType: this.#containerType,
      concurrency: this.#options.concurrency ?? udfServerDefaults.concurrency,
      handlerTimeoutMs: this.#options.handlerTimeoutMs,
      clock,
      onFailure: (error) => this.#fail(error),
    };
    return createGrpcServer({
      listen,
      readMaxBytes: maxMessageBytes,
      writeMaxBytes: maxMessageBytes,
      logger: this.#logger,
      streams: (add) => {
        for (const component of components) addStream(add, component, settings);
      },
      routes: (router) => {
        for (const component of components) addReadiness(router, component);
      },
    });
  }

  /** Listens first: who reads the server-info file may connect at once. */
  async #open({ listen, components, serverInfo }: PlannedEndpoint, server: GrpcServer): Promise<UdfEndpoint> {
    if ("path" in listen) await makeFolderOf(listen.path);
    const { address } = await server.start().catch((error: unknown) => {
      throw listenFailure(listen, error);
    });
    for (const [file, component] of serverInfo) {
      await makeFolderOf(file);
      await writeInfoFile(file, this.#infoOf(component, listen));
      this.#infoFiles.push(file);
    }
    return {
      kinds: components.map(({ kind }) => kind),
      address: "path" in address ? address : { host: "127.0.0.1", ...address },
      serverInfoPaths: [...serverInfo.keys()],
    };
  }

  #infoOf({ kind }: Component, listen: GrpcListen): ServerInfo {
    const { language = "javascript", version = "" } = this.#options.serverInfo ?? {};
    return {
      protocol: "path" in listen ? "uds" : "tcp",
      language,
      minimumNumaflowVersion,
      version,
      metadata: kind === "map" ? { MAP_MODE: "unary-map" } : {},
    };
  }

  /** A handler failed, in the middle of the work or while the server drains. The first failure counts. */
  #fail(error: UdfError): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#failing.resolve();
    this.#reporting = this.#report(error);
    this.#logger.error({ err: error }, "the server stops");
  }

  /** Shows the failure in Numaflow's user interface, if this is a pod. */
  async #report(error: UdfError): Promise<void> {
    const { runtimeDirectory = defaultRuntimeDirectory } = this.#options;
    if (!existsSync(runtimeDirectory)) return;
    const report = { code: error.code, message: error.message, details: stackOf(error) };
    await writeErrorReport(report, runtimeDirectory, this.#containerType).catch((cause: unknown) =>
      this.#logger.warn({ err: cause }, "the failure of a handler could not be reported to the engine"),
    );
  }

  /** Calls go on until the engine ends them, force cuts them, or a second has passed since a failure. */
  async #shut(servers: readonly GrpcServer[], forced: AbortSignal): Promise<void> {
    // First, so that a server that follows in our place does not lose its own.
    await Promise.all(this.#infoFiles.map(removeInfoFile));
    const close = async (graceMs: number): Promise<void> => {
      await Promise.all(servers.map((server) => server.close({ graceMs })));
    };
    const force = (): void => void close(0);
    if (forced.aborted) force();
    else forced.addEventListener("abort", force, { once: true });
    void this.#failing.promise.then(() => close(failureGraceMs));
    await close(Infinity);
    forced.removeEventListener("abort", force);
  }
}

const closedBefore = (): UdfError =>
  new UdfError("UDF_SERVER_CLOSED", "the server was closed before it listened; start a new one");

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
}
