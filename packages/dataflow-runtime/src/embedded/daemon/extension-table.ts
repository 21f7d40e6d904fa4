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

/** Values that the nodes of a dataflow keep in the daemon for each other, by namespace and key. */
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

  /** The node has ended: what it stored goes with it. */
  forget(nodeId: string): void {
    for (const entry of [...this.#entries.values()]) if (entry.owner === nodeId) this.#remove(entry);
  }

  #remove({ namespace, key, users }: Entry): void {
    this.#entries.delete(idOf(namespace, key));
    for (const user of users) user.extensionDropped(namespace, key);
  }
}

const idOf = (namespace: string, key: string): string => JSON.stringify([namespace, key]);
