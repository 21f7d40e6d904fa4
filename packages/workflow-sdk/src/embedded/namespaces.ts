import { randomUUID } from "node:crypto";
import { namespaceAlreadyExists, namespaceNotFound } from "./service-errors.ts";

export interface Namespace {
  readonly name: string;
  readonly id: string;
  readonly description: string;
  readonly ownerEmail: string;
  /** How long closed runs are kept, in days. */
  readonly retentionDays: number;
  readonly data: Readonly<Record<string, string>>;
}

const dayMs = 24 * 3_600_000;

/** The namespaces of a server, by name. */
export class Namespaces {
  readonly #byName = new Map<string, Namespace>();

  /** @throws `not_found`, with the detail by which SDKs know it */
  require(name: string): Namespace {
    const namespace = this.#byName.get(name);
    if (namespace === undefined) throw namespaceNotFound(name);
    return namespace;
  }

  find(name: string): Namespace | undefined {
    return this.#byName.get(name);
  }

  /** How long closed runs of a namespace are kept; of one that is gone, not at all. */
  retentionMs(name: string): number {
    return (this.#byName.get(name)?.retentionDays ?? 0) * dayMs;
  }

  /** @throws `already_exists` */
  add(name: string, facts: Partial<Omit<Namespace, "name">> = {}): Namespace {
    if (this.#byName.has(name)) throw namespaceAlreadyExists(name);
    const namespace = { id: randomUUID(), description: "", ownerEmail: "", retentionDays: 1, data: {}, ...facts, name };
    this.#byName.set(name, namespace);
    return namespace;
  }

  /** Puts other facts in the place of what was known. */
  replace(namespace: Namespace): void {
    this.#byName.set(namespace.name, namespace);
  }

  remove(name: string): void {
    this.#byName.delete(name);
  }

  [Symbol.iterator](): IterableIterator<Namespace> {
    return this.#byName.values();
  }
}
