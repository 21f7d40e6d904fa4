import type { DataflowError } from "../errors.ts";

interface Subscriber {
  readonly nodeId: string;
  readonly onBegin: () => void;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Lets the nodes begin together: when every static node has subscribed. A node that ends before makes all of them fail,
 * since the dataflow is not what its file says.
 */
export class Barrier {
  readonly #missing: Set<string>;
  readonly #waiting: Subscriber[] = [];
  readonly #told = new Set<string>();
  readonly #onOpen: () => void;
  #failure: DataflowError | undefined;
  #isOpen = false;

  constructor(nodeIds: Iterable<string>, onOpen: () => void) {
    this.#missing = new Set(nodeIds);
    this.#onOpen = onOpen;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether the dataflow will never begin. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** What a node has heard about a dataflow that will never begin. */
  failureToldTo(nodeId: string): DataflowError | undefined {
    return this.#told.has(nodeId) ? this.#failure : undefined;
  }

  /** Whether a node is still to subscribe for the first time. */
  isMissing(nodeId: string): boolean {
    return this.#missing.has(nodeId);
  }

  /**
   * Resolves when the dataflow begins: at once where it has begun before, as for a restarted or a dynamic node.
   * `onBegin` is called before any node can send, and not at all if there is no beginning.
   */
  async subscribe(nodeId: string, onBegin: () => void): Promise<void> {
    if (this.#failure !== undefined) {
      this.#told.add(nodeId);
      throw this.#failure;
    }
    this.#missing.delete(nodeId);
    if (this.#isOpen) return onBegin();
    const opened = new Promise<void>((resolve, reject) => this.#waiting.push({ nodeId, onBegin, resolve, reject }));
    if (this.#missing.size === 0) this.#open();
    return opened;
  }

  /** A dataflow of dynamic nodes alone waits for nobody. */
  openIfNobodyIsMissing(): void {
    if (this.#missing.size === 0 && !this.#isOpen && this.#failure === undefined) this.#open();
  }

  /** Whoever waits, or comes later, gets the error. Without effect when the dataflow has begun. */
  fail(failure: DataflowError): void {
    if (this.#isOpen || this.#failure !== undefined) return;
    this.#failure = failure;
    for (const { nodeId, reject } of this.#waiting.splice(0)) {
      this.#told.add(nodeId);
      reject(failure);
    }
  }

  #open(): void {
    this.#isOpen = true;
    const waiting = this.#waiting.splice(0);
    for (const { onBegin } of waiting) onBegin();
    this.#onOpen();
    for (const { resolve } of waiting) resolve();
  }
}
