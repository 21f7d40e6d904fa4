import type { Logger } from "@millrace/protocol";
import { DataflowError } from "../errors.ts";
import { parametersToSend, type MetadataInput } from "../metadata.ts";
import type { NodeLink, RawMetadata } from "../node-link.ts";
import { TypeCheck, type TypeCheckMode } from "../types/type-check.ts";
import { DoraValue, type DataInput } from "../value.ts";

/** What goes out at once needs no promise of its own. */
const handedOver: Promise<void> = Promise.resolve();

/** The outputs of a node. */
export class NodeOutputs {
  readonly #link: NodeLink;
  readonly #logger: Logger;
  readonly #types: TypeCheck;
  readonly #open: Set<string>;
  /** Declared, but closed since. */
  readonly #closed = new Set<string>();
  /** Not declared, and told so. */
  readonly #unknown = new Set<string>();

  constructor(link: NodeLink, logger: Logger, typeCheck: TypeCheckMode) {
    this.#link = link;
    this.#logger = logger;
    this.#types = new TypeCheck("output", link.config.outputTypes, { mode: typeCheck, logger });
    this.#open = new Set(link.config.outputs);
  }

  send(outputId: string, data: DataInput | null | undefined, metadata: MetadataInput | undefined): Promise<void> {
    if (!this.#open.has(outputId) && !this.#acceptsUndeclared(outputId)) return this.#refuse(outputId);
    const value = data === undefined || data === null ? undefined : DoraValue.from(data);
    const raw: RawMetadata = { timestamp: this.#link.now(), parameters: parametersToSend(metadata) };
    this.#types.check(outputId, value, raw.parameters);
    return this.#link.send(outputId, raw, value) ?? handedOver;
  }

  #acceptsUndeclared(outputId: string): boolean {
    return this.#link.config.acceptsAnyOutput === true && !this.#closed.has(outputId);
  }

  /** A buffer of the engine, or an ordinary one. */
  allocate(byteLength: number): Uint8Array {
    return this.#link.allocate?.(byteLength) ?? new Uint8Array(byteLength);
  }

  /** @param outputIds default: all */
  async close(outputIds: readonly string[] = [...this.#open]): Promise<void> {
    const closing = outputIds.filter((id) => this.#open.delete(id));
    for (const id of closing) this.#closed.add(id);
    if (closing.length > 0) await this.#link.closeOutputs(closing);
  }

  /** dora's nodes drop what goes to an output that nobody declared, so that code serves several dataflows. */
  #refuse(outputId: string): Promise<void> {
    const { nodeId } = this.#link.config;
    if (this.#closed.has(outputId)) {
      const message = `node '${nodeId}' has closed its output '${outputId}'; send before closeOutputs`;
      return Promise.reject(new DataflowError("DATAFLOW_CLOSED", message));
    }
    if (!this.#unknown.has(outputId)) {
      this.#unknown.add(outputId);
      const declared = this.#link.config.outputs.join(", ") || "none";
      const message = `node '${nodeId}' sends to '${outputId}', which the dataflow file does not declare; such messages are thrown away. Its outputs are: ${declared}`;
      this.#logger.warn({ output: outputId }, message);
    }
    return handedOver;
  }
}
