import { DataflowError } from "../errors.ts";
import type { NodeLink } from "../node-link.ts";
import { NodeSession, type SessionOptions } from "./session.ts";

/** A node's session from its making to its end: it starts when somebody first needs it, once, and ends once. */
export class NodeLife {
  readonly #options: SessionOptions;
  readonly #opening: Promise<NodeSession>;
  #session: NodeSession | undefined;
  #running: NodeSession | undefined;
  #starting: Promise<NodeSession> | undefined;
  #closing: Promise<void> | undefined;

  /** @param link a promise of one where the daemon must be asked first */
  constructor(link: NodeLink | Promise<NodeLink>, options: SessionOptions) {
    this.#options = options;
    if (!(link instanceof Promise)) this.#session = new NodeSession(link, options);
    this.#opening = this.#session === undefined ? this.#open(link) : Promise.resolve(this.#session);
    // Whoever uses the node first learns of a failure.
    this.#opening.catch(() => undefined);
  }

  /** The session after the barrier, when nothing needs to be waited for. */
  get running(): NodeSession | undefined {
    return this.#running;
  }

  /** As soon as the engine has said who the node is. */
  get session(): NodeSession | undefined {
    return this.#session;
  }

  /** @throws `DATAFLOW_CLOSED` before the engine has said who the node is */
  get known(): NodeSession {
    if (this.#session !== undefined) return this.#session;
    const message = "a dynamic node is known when it is connected; await Node.connect() first";
    throw new DataflowError("DATAFLOW_CLOSED", message);
  }

  /** Connects if nobody did yet; resolves after the barrier. */
  start(): Promise<NodeSession> {
    if (this.#running !== undefined) return Promise.resolve(this.#running);
    return (this.#starting ??= this.#start());
  }

  /** For callers that do not wait: the session if it runs, else `undefined` and a start on its way. */
  runningOrStarted(): NodeSession | undefined {
    // Whoever waits for the node next learns of a failure.
    if (this.#running === undefined) this.start().catch(() => undefined);
    return this.#running;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #open(link: NodeLink | Promise<NodeLink>): Promise<NodeSession> {
    return (this.#session = new NodeSession(await link, this.#options));
  }

  async #start(): Promise<NodeSession> {
    const session = await this.#opening;
    if (this.#closing !== undefined) {
      const message = `node '${session.link.config.nodeId}' is closed; connect a new one`;
      throw new DataflowError("DATAFLOW_CLOSED", message);
    }
    await session.start();
    return (this.#running = session);
  }

  async #close(): Promise<void> {
    // A start on its way fails by it.
    await this.#session?.close();
    await this.#starting?.catch(() => undefined);
  }
}
