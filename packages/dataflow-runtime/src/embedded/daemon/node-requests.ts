import type { Logger } from "@millrace/protocol";
import { DoraValue } from "../../value.ts";
import { replyFrame } from "../../wire/codec.ts";
import type { Frame } from "../../wire/frame.ts";
import type { HybridClock } from "../../wire/hybrid-clock.ts";
import type { DaemonRequest, StampedRequest } from "../../wire/messages.ts";
import type { Answer, RequestHandler } from "./connection.ts";
import type { ExtensionTable } from "../extension-table.ts";
import type { NodeSession } from "./node-session.ts";
import { checkVersions } from "./versions.ts";

/** What the connections of all nodes share. */
export interface DaemonState {
  readonly hlc: HybridClock;
  readonly logger: Logger;
  readonly extensions: ExtensionTable;
  /** The session of a node that runs in a process now. */
  readonly sessionOf: (dataflowId: string, nodeId: string) => NodeSession | undefined;
}

const done: Frame = replyFrame({ type: "result", error: undefined });
const refused = (error: string): Frame => replyFrame({ type: "result", error });

/** Answers one connection of a node as dora's daemon does. A node has up to three of them, each registers itself. */
export class NodeRequests implements RequestHandler {
  readonly #daemon: DaemonState;
  #hasHungUp = false;
  #session: NodeSession | undefined;
  #nodeId = "";
  /** Whether this is the connection by which the node reads its events. */
  #reads = false;

  constructor(daemon: DaemonState) {
    this.#daemon = daemon;
  }

  handle({ request, timestamp }: StampedRequest): Answer | Promise<Answer> {
    this.#daemon.hlc.update(timestamp);
    if (request.type === "register") return this.#register(request);
    const session = this.#session;
    session?.heard();
    if (session === undefined) return this.#withoutSession(request);
    return this.#ofSession(session, request);
  }

  closed(): void {
    this.#hasHungUp = true;
    this.#session?.wake();
    this.#session?.disconnected();
    // A process ends by its exit; of a dynamic node this is all that can be seen.
    if (this.#reads && this.#session?.link.config.dynamic === true) void this.#session.link.close();
  }

  #register(request: DaemonRequest & { readonly type: "register" }): Answer {
    const check = checkVersions(request.doraVersion, request.metadataVersion);
    if (check === "invalid") {
      this.#daemon.logger.error(
        { node: request.nodeId, version: request.doraVersion },
        "a node registered with no version",
      );
      return "close";
    }
    if (!check.ok) {
      this.#daemon.logger.error({ node: request.nodeId, error: check.error }, "a node was refused");
      return refused(check.error);
    }
    this.#nodeId = request.nodeId;
    this.#session?.disconnected();
    this.#session = this.#daemon.sessionOf(request.dataflowId, request.nodeId);
    this.#session?.connected();
    this.#session?.heard();
    return done;
  }

  /** A stranger registers without an error; what it asks then is refused. */
  #withoutSession({ type }: DaemonRequest): Answer {
    if (type === "sendMessage" || type === "outputSent") return undefined;
    if (this.#nodeId === "") return refused("register first");
    return refused(`no node \`${this.#nodeId}\` of this dataflow runs as a process`);
  }

  #ofSession(session: NodeSession, request: Exclude<DaemonRequest, { type: "register" }>): Answer | Promise<Answer> {
    const { extensions } = this.#daemon;
    switch (request.type) {
      case "sendMessage":
        return this.#send(session, request);
      case "nextEvent":
        return this.#nextEvents(session);
      case "subscribe":
        this.#reads = true;
        return this.#subscribe(session);
      case "closeOutputs":
        return session.link.closeOutputs(request.outputIds).then(() => done);
      case "outputsDone":
        return session.link.closeOutputs(session.link.config.outputs).then(() => done);
      case "eventStreamDropped":
        session.dropStream();
        return done;
      case "outputSent":
        return undefined;
      case "extensionStore":
        return this.#store(session, request);
      case "extensionLoad": {
        const value = extensions.load(session, request.namespace, request.key, request.remove);
        return replyFrame({ type: "extensionValue", value });
      }
      case "extensionDrop":
        extensions.drop(request.namespace, request.key);
        return done;
      case "extensionRequest":
        return refused(`no extension registered under "${request.namespace}" on this daemon`);
      case "nodeConfig":
        return refused("ask for a configuration at the lookup port");
    }
  }

  #store(session: NodeSession, request: DaemonRequest & { readonly type: "extensionStore" }): Frame {
    const { namespace, key, value } = request;
    return replyFrame({ type: "result", error: this.#daemon.extensions.store(session, namespace, key, value) });
  }

  #send(
    session: NodeSession,
    request: DaemonRequest & { readonly type: "sendMessage" },
  ): undefined | Promise<undefined> {
    const { outputId, metadata, data } = request;
    if (!session.isBegun) {
      const fields = { node: session.nodeId, output: outputId };
      this.#daemon.logger.warn(fields, "a message was dropped: the node sent it before it had subscribed");
      return undefined;
    }
    this.#daemon.hlc.update(metadata.timestamp);
    const room = session.link.send(outputId, metadata, data === undefined ? undefined : DoraValue.fromIpc(data));
    return room === undefined ? undefined : session.hold(room);
  }

  async #nextEvents(session: NodeSession): Promise<Answer> {
    return replyFrame({ type: "nextEvents", events: await session.nextEvents(() => this.#hasHungUp) });
  }

  async #subscribe(session: NodeSession): Promise<Answer> {
    try {
      await session.subscribe();
      return done;
    } catch (error) {
      return refused(error instanceof Error ? error.message : String(error));
    }
  }
}
