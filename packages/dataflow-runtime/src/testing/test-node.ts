import { checkOptions, silentLogger } from "@millrace/protocol";
import { withLink } from "../current-link.ts";
import { EventMetadata, parametersToSend, type Metadata, type MetadataInput } from "../metadata.ts";
import type { InputConfig } from "../node-config.ts";
import type { LinkEvent } from "../node-link.ts";
import { Node, type OutputData } from "../node.ts";
import { hostOperators, type OperatorEntry } from "../run-operators.ts";
import { DoraValue } from "../value.ts";
import { TestLink } from "./test-link.ts";

/** What a node or operator under test sent. */
export interface SentOutput {
  readonly outputId: string;
  /** Empty for a message of metadata alone. */
  readonly value: DoraValue;
  readonly metadata: Metadata;
}

export interface TestNodeOptions {
  /** Default `"node"`. */
  readonly nodeId?: string;
  /** With the queue of each, or the names alone: ten messages, the oldest dropped. */
  readonly inputs?: readonly string[] | Readonly<Record<string, Partial<InputConfig>>>;
  /** Default: the node may send to any. */
  readonly outputs?: readonly string[];
  /** Default 0. */
  readonly restartCount?: number;
  /** What `dataflowDescriptor()` gives. Default: a dataflow without nodes. */
  readonly dataflowDescriptor?: unknown;
}

/** The engine's side of a node under test. */
export interface TestEngine {
  /** Everything that was sent so far, in order. */
  readonly sent: readonly SentOutput[];
  /** Outputs that were closed, in order. */
  readonly closedOutputs: readonly string[];
  /** Log records, as the lines of JSON that an engine reads. */
  readonly lines: readonly string[];
  /** A message for an input. */
  readonly input: (id: string, data?: OutputData, metadata?: MetadataInput) => void;
  readonly closeInput: (id: string) => void;
  readonly stop: () => void;
  /** Any other event, such as `{ type: "nodeFailed", … }`. */
  readonly tell: (event: LinkEvent) => void;
  /** Nothing will come any more. */
  readonly end: () => void;
  /** What senders wait for until the returned function is called: a dataflow that cannot keep up. */
  readonly holdSenders: () => () => void;
}

export interface TestNode extends TestEngine, AsyncDisposable {
  readonly node: Node;
}

/** A node whose engine is the test: no daemon, no dataflow, no files. */
export async function createTestNode(options: TestNodeOptions = {}): Promise<TestNode> {
  checkOptions(options, optionNames, "createTestNode");
  const link = linkOf(options);
  const node = await withLink(link, () => Node.connect({ logger: silentLogger }));
  return new LinkedNode(link, node);
}

export interface TestOperators extends TestEngine {
  /** Settles when all operators have ended; rejects with what one of them failed with. */
  readonly ended: Promise<void>;
}

/** Operators whose engine is the test; names of inputs and outputs are the host's: `detect/image`. */
export function createTestOperators(
  operators: Readonly<Record<string, OperatorEntry>>,
  options: TestNodeOptions = {},
): TestOperators {
  checkOptions(options, optionNames, "createTestOperators");
  const link = linkOf(options);
  const ended = hostOperators(link, operators, { directory: process.cwd() });
  // Whoever awaits it learns of a failure.
  ended.catch(() => undefined);
  return new LinkedOperators(link, ended);
}

const optionNames = ["nodeId", "inputs", "outputs", "restartCount", "dataflowDescriptor"] as const;

function linkOf({
  nodeId = "node",
  inputs = [],
  outputs,
  restartCount = 0,
  dataflowDescriptor,
}: TestNodeOptions): TestLink {
  const declared = Array.isArray(inputs) ? Object.fromEntries(inputs.map((id: string) => [id, {}])) : inputs;
  const queue: InputConfig = { source: "test/input", queueSize: 10, queuePolicy: "drop_oldest" };
  return new TestLink({
    dataflowId: "00000000-0000-0000-0000-000000000000",
    nodeId,
    inputs: new Map(Object.entries(declared).map(([id, config]) => [id, { ...queue, ...config }])),
    outputs: outputs ?? [],
    acceptsAnyOutput: outputs === undefined,
    inputTypes: new Map(),
    outputTypes: new Map(),
    dataflowDescriptor: dataflowDescriptor ?? { nodes: [] },
    dynamic: false,
    restartCount,
  });
}

class LinkEngine implements TestEngine {
  readonly #link: TestLink;

  constructor(link: TestLink) {
    this.#link = link;
  }

  get sent(): readonly SentOutput[] {
    return this.#link.sent.map(({ outputId, value, metadata }) => ({
      outputId,
      value: value ?? DoraValue.fromIpc(new Uint8Array()),
      metadata: new EventMetadata(metadata),
    }));
  }

  get closedOutputs(): readonly string[] {
    return this.#link.closedOutputs;
  }

  get lines(): readonly string[] {
    return this.#link.lines;
  }

  input(id: string, data?: OutputData, metadata?: MetadataInput): void {
    const value = data === undefined || data === null ? undefined : DoraValue.from(data);
    const raw = { timestamp: this.#link.now(), parameters: parametersToSend(metadata) };
    this.tell({ type: "input", id, metadata: raw, value });
  }

  closeInput(id: string): void {
    this.tell({ type: "inputClosed", id });
  }

  stop(): void {
    this.tell({ type: "stop" });
  }

  tell(event: LinkEvent): void {
    this.#link.tell(event);
  }

  end(): void {
    this.tell({ type: "end" });
  }

  holdSenders(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#link.onSend = () => promise;
    return () => {
      this.#link.onSend = () => undefined;
      resolve();
    };
  }
}

class LinkedNode extends LinkEngine implements TestNode {
  readonly node: Node;

  constructor(link: TestLink, node: Node) {
    super(link);
    this.node = node;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.node.close();
  }
}

class LinkedOperators extends LinkEngine implements TestOperators {
  readonly ended: Promise<void>;

  constructor(link: TestLink, ended: Promise<void>) {
    super(link);
    this.ended = ended;
  }
}
