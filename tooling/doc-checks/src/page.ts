import { fromMarkdown } from "mdast-util-from-markdown";
import { parseMarks, type Marks } from "./marks.ts";
import { anchorsOf } from "./slug.ts";

/** A fenced block. */
export interface Block {
  /** Line of its first line of code, from 1. */
  readonly line: number;
  /** Columns that the fence is indented by; the code is without them. */
  readonly indent: number;
  readonly language: string;
  readonly code: string;
  readonly marks: Marks;
}

/** A link or an image. */
export interface Link {
  readonly line: number;
  readonly column: number;
  /** As written: `../guide.md#usage`. */
  readonly target: string;
}

export interface Page {
  /** Path from the root of the repository, with slashes. */
  readonly file: string;
  readonly blocks: readonly Block[];
  readonly links: readonly Link[];
  /** What a link to the page may have behind its `#`. */
  readonly anchors: ReadonlySet<string>;
}

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

/** Reads a page; a page of `docs` gets the anchors of the site, any other those of the repository. */
export function parsePage(file: string, text: string): Page {
  const nodes = [...walk(fromMarkdown(withoutFrontMatter(text)))];
  const headings = nodes.flatMap((node) => (node.type === "heading" ? [textOf(node)] : []));
  const named = nodes.flatMap((node) => (node.type === "html" ? namesIn(node.value) : []));
  return {
    file,
    blocks: nodes.flatMap(blockOf),
    links: nodes.flatMap(linkOf),
    anchors: new Set([...anchorsOf(headings, file.startsWith("docs/") ? "site" : "repository"), ...named]),
  };
}

/** The settings at the head of a page become empty lines, so that the lines below keep their numbers. */
function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n[^]*?\n---(?=\n|$)/, (head) => head.replaceAll(/[^\n]/g, ""));
}

function* walk(node: Node): Generator<Node> {
  yield node;
  if ("children" in node) for (const child of node.children) yield* walk(child);
}

function blockOf(node: Node): Block[] {
  if (node.type !== "code" || !node.lang) return [];
  const { line, column } = node.position!.start;
  const marks = parseMarks(node.meta ?? "");
  return [{ line: line + 1, indent: column - 1, language: node.lang.replace(/:.*/, ""), code: node.value, marks }];
}

function linkOf(node: Node): Link[] {
  if (node.type !== "link" && node.type !== "image" && node.type !== "definition") return [];
  const { line, column } = node.position!.start;
  return [{ line, column, target: node.url }];
}

function textOf(node: Node): string {
  if ("value" in node) return node.type === "html" ? "" : node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

function namesIn(html: string): string[] {
  return Array.from(html.matchAll(/\s(?:id|name)="([^"]+)"/g), (match) => match[1]!);
}
