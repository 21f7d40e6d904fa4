// The declarations of playwright-core name these types of the DOM, which a package for Node does not have otherwise.
declare global {
  interface Node {}
  interface HTMLElement extends Node {}
  interface SVGElement extends Node {}
  interface HTMLElementTagNameMap {}
}

export {};
