import { DataflowError } from "../errors.ts";
import type { ExtensionStore } from "../node-link.ts";

/** So many values a dataflow may keep; dora's daemon has the same limit. */
const maxEntries = 8192;

/** A node that stores and reads values, and hears when one that it touched is gone. */
export interface ExtensionUser {
  readonly nodeId: string;
  readonly extensionDropped: (namespace: string, key: string) => void;
}

interface Entry {
  readonly namespace: string;
  readonly key: string;
  readonly owner: string;
  readonly users: Set<ExtensionUser>;
  value: Uint8Array;
}

/** Values that the nodes of a dataflow keep for each other, by namespace and key. */
export class ExtensionTable {
  readonly #entries = new Map<string, Entry>();

  /** @returns why it was refused, for the node */
  store(user: ExtensionUser, namespace: string, key: string, value: Uint8Array): string | undefined {
    const id = idOf(namespace, key);
    const known = this.#entries.get(id);
    // A view would keep the whole request alive.
    const kept = value.slice();
    if (known === undefined) {
      if (this.#entries.size >= maxEntries) return `extension table full for this dataflow (${maxEntries} entries)`;
      this.#entries.set(id, { namespace, key, owner: user.nodeId, users: new Set([user]), value: kept });
      return undefined;
    }
    if (known.owner !== user.nodeId) {
      return `extension key \`${namespace}/${key}\` is owned by node \`${known.owner}\`; node \`${user.nodeId}\` may not overwrite it`;
    }
    known.value = kept;
    known.users.add(user);
    return undefined;
  }

  load(user: ExtensionUser, namespace: string, key: string, remove: boolean): Uint8Array | undefined {
    const entry = this.#entries.get(idOf(namespace, key));
    entry?.users.add(user);
    if (entry !== undefined && remove) this.#remove(entry);
    return entry?.value;
  }

  drop(namespace: string, key: string): void {
    const entry = this.#entries.get(idOf(namespace, key));
    if (entry !== undefined) this.#remove(entry);
  }

  /** A life of a node has ended: what it stored goes with it, and it hears nothing more. */
  forget(nodeId: string): void {
    for (const entry of this.#entries.values()) {
      for (const user of entry.users) if (user.nodeId === nodeId) entry.users.delete(user);
      if (entry.owner === nodeId) this.#remove(entry);
    }
  }

  #remove({ namespace, key, users }: Entry): void {
    this.#entries.delete(idOf(namespace, key));
    for (const user of users) user.extensionDropped(namespace, key);
  }
}

const idOf = (namespace: string, key: string): string => JSON.stringify([namespace, key]);

/** The table as a node of this process uses it. It is not told of what is dropped: it keeps nothing for it. */
export function extensionStore(table: ExtensionTable, nodeId: string): ExtensionStore {
  const user: ExtensionUser = { nodeId, extensionDropped: () => undefined };
  return {
    store: async (namespace, key, value) => {
      const refusal = table.store(user, namespace, key, value);
      if (refusal !== undefined) throw new DataflowError("DATAFLOW_DAEMON_REFUSED", refusal);
    },
    load: async (namespace, key, remove) => table.load(user, namespace, key, remove),
    drop: async (namespace, key) => table.drop(namespace, key),
  };
}
