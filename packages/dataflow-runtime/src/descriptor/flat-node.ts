import type { RawNode } from "./node-shape.ts";

/** A node after the modules were expanded: its id, inputs, environment, path and arguments are those that it runs with. */
export type FlatNode = RawNode & {
  readonly id: string;
  /** The module that it came from. */
  readonly moduleId?: string | undefined;
};

export const hasId = (node: RawNode): node is FlatNode => node.id !== undefined;
