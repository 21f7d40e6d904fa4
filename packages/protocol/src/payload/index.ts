export { decodeTagged, encodeTagged, fromTagged, toTagged } from "./tagged-json.ts";
export type { TaggedOptions } from "./tagged-json.ts";
export type { TaggedTree } from "./tagged/tree.ts";
