import type { DataflowPlan, NodePlacement, NodePlan } from "../../descriptor/plan.ts";
import { inheritedEnv } from "../../env.ts";
import { DataflowError } from "../../errors.ts";
import type { NodeConfig } from "../../node-config.ts";
import type { OperatorSource } from "../../operator.ts";
import type { NodeFunction } from "../../run-dataflow.ts";
import type { HybridClock } from "../../wire/hybrid-clock.ts";
import { Daemon } from "../daemon/daemon.ts";
import type { EmbeddedLink } from "../embedded-link.ts";
import type { EngineOptions } from "../engine-options.ts";
import type { ExtensionTable } from "../extension-table.ts";
import type { Graph } from "../graph.ts";
import type { HostContext, NodeHost } from "../node-host.ts";
import type { Edge } from "../router.ts";
import type { Seat } from "../seat.ts";
import { createThreadHost } from "../threads/thread-host.ts";
import { requireExecutable, requireScript } from "./command-of.ts";
import { createFunctionHost } from "./function-host.ts";
import { createOperatorsHost } from "./operators-host.ts";
import { createProcessHost } from "./process-host.ts";
import { isFunction, isOperator, isPlaced } from "./replacement.ts";
import { createScriptHost } from "./script-host.ts";

/** Who runs a node. */
type HostKind = NodePlacement | "function" | "operators" | "operator threads" | "dynamic";

export interface HostsOptions {
  readonly plan: DataflowPlan;
  readonly options: EngineOptions;
  readonly dataflowId: string;
  readonly graph: Graph;
  readonly hlc: HybridClock;
  readonly extensions: ExtensionTable;
  /** A dynamic node has come: the link of its new life. */
  readonly attach: (seat: Seat) => EmbeddedLink;
  readonly configOf: (seat: Seat) => NodeConfig;
}

/** Chooses who runs each node, and opens what they need: no socket without a process, no thread without a script. */
export class Hosts {
  readonly #options: HostsOptions;
  readonly #context: HostContext;
  readonly #hosts = new Map<HostKind, NodeHost>();
  readonly #daemon: Daemon;
  #lookupPort: number | undefined;

  constructor(options: HostsOptions) {
    const { plan, graph, dataflowId, hlc, extensions } = options;
    const { clock, logger } = options.options;
    this.#options = options;
    this.#context = {
      dataflow: plan,
      clock,
      logger,
      counters: (nodeId, inputId) => graph.seats.get(nodeId)?.inbox.edges.get(inputId) as Edge,
    };
    this.#daemon = new Daemon({ dataflowId, hlc, clock, logger, extensions });
  }

  /** Whether a process of the user's is to take the node's place. */
  static isDynamic(plan: DataflowPlan, options: EngineOptions, nodeId: string): boolean {
    const own = options.nodes[nodeId];
    return plan.nodes.get(nodeId)?.command.kind === "dynamic" && !isFunction(own) && !isOperator(own);
  }

  get lookupPort(): number | undefined {
    return this.#lookupPort;
  }

  /** @throws `DATAFLOW_MISSING_EXECUTABLE`, `DATAFLOW_INVALID_PLACEMENT`, `DATAFLOW_UNKNOWN_NODE` */
  async open(): Promise<void> {
    const { plan, options } = this.#options;
    this.#checkReplacements();
    const env = options.env ?? inheritedEnv();
    const kinds = new Set<HostKind>();
    for (const node of plan.nodes.values()) {
      const kind = this.#kindOf(node);
      kinds.add(kind);
      if (kind === "process") await requireExecutable(node, plan.directory, env);
      if (kind !== "function" && kind !== "operators") await requireScript(node);
    }
    if (kinds.has("process") || kinds.has("dynamic")) await this.#daemon.listen((nodeId) => this.#join(nodeId));
    if (kinds.has("dynamic")) await this.#listenForDynamicNodes();
    for (const kind of kinds) if (kind !== "dynamic") this.#hosts.set(kind, this.#create(kind, env));
  }

  of(seat: Seat): NodeHost {
    return this.#hosts.get(this.#kindOf(seat.plan)) as NodeHost;
  }

  /** Whether a host takes the messages of an edge from end to end by itself. */
  carries(from: Seat, outputId: string, to: Seat, { input }: Edge): boolean {
    if (from.isDynamic || to.isDynamic) return false;
    const host = this.of(from);
    if (host !== this.of(to)) return false;
    return host.carries?.({ from: from.plan, outputId, to: to.plan, input }) ?? false;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#hosts.values()].map((host) => host.close()));
    await this.#daemon.close();
  }

  #create(kind: Exclude<HostKind, "dynamic">, env: Readonly<Record<string, string | undefined>>): NodeHost {
    const { plan, options } = this.#options;
    if (kind === "function") return createFunctionHost(this.#functions());
    if (kind === "process") {
      const lookupPort = (): number | undefined => this.#lookupPort;
      return createProcessHost({ ...this.#context, daemon: this.#daemon, env, lookupPort });
    }
    if (kind === "worker") return createThreadHost({ ...this.#context, env });
    if (kind === "operators" || kind === "operator threads") {
      const { runOperators: run } = options;
      const inThreads = kind === "operator threads";
      return createOperatorsHost({ run, inThreads, operators: this.#operators(), directory: plan.directory });
    }
    return createScriptHost();
  }

  #kindOf(node: NodePlan): HostKind {
    const { options } = this.#options;
    const own = options.nodes[node.id];
    if (isFunction(own)) return "function";
    if (isOperator(own)) return "operators";
    const { kind } = node.command;
    if (kind === "dynamic") return "dynamic";
    const asked = (isPlaced(own) ? own.placement : undefined) ?? node.placement;
    if (kind === "script") return asked ?? options.placement;
    if (kind === "operators" && asked !== "process") return asked === "worker" ? "operator threads" : "operators";
    if (asked === undefined || asked === "process") return "process";
    const { file, line, column } = node.place;
    const message = `${file}:${line}:${column}: node "${node.id}" cannot run as '${asked}': only scripts of JavaScript and TypeScript share this process`;
    throw new DataflowError("DATAFLOW_INVALID_PLACEMENT", message, { details: { node: node.id, placement: asked } });
  }

  #functions(): Map<string, NodeFunction> {
    const entries = Object.entries(this.#options.options.nodes);
    return new Map(entries.flatMap(([id, run]) => (isFunction(run) ? [[id, run] as const] : [])));
  }

  #operators(): Map<string, OperatorSource> {
    const entries = Object.entries(this.#options.options.nodes);
    return new Map(entries.flatMap(([id, run]) => (isOperator(run) ? [[id, run] as const] : [])));
  }

  #checkReplacements(): void {
    const { plan, options } = this.#options;
    for (const id of Object.keys(options.nodes)) {
      if (plan.nodes.has(id)) continue;
      const message = `option 'nodes' names "${id}", which ${plan.file} does not have; it has ${[...plan.nodes.keys()].join(", ")}`;
      throw new DataflowError("DATAFLOW_UNKNOWN_NODE", message, { details: { nodeId: id } });
    }
  }

  async #listenForDynamicNodes(): Promise<void> {
    const { logger, lookupPort } = this.#options.options;
    try {
      this.#lookupPort = await this.#daemon.listenForLookups(lookupPort, (nodeId) => this.#lookup(nodeId));
    } catch (error) {
      logger.warn({ lookupPort, error }, "the lookup port is taken: dynamic nodes cannot join this dataflow");
    }
  }

  /** A process says that it is this node. */
  #join(nodeId: string): EmbeddedLink | undefined {
    const { graph, attach } = this.#options;
    const seat = graph.seats.get(nodeId);
    return seat?.isDynamic ? attach(seat) : undefined;
  }

  #lookup(nodeId: string): NodeConfig | { readonly error: string } {
    const { graph, dataflowId, configOf } = this.#options;
    const seat = graph.seats.get(nodeId);
    if (seat === undefined) return { error: `no node with ID \`${nodeId}\`` };
    if (!seat.isDynamic) return { error: `node with ID \`${nodeId}\` in ${dataflowId} is not dynamic` };
    return { ...configOf(seat), daemonAddress: this.#daemon.address };
  }
}
