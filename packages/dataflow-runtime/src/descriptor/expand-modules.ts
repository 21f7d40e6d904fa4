import { realpath } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { DataflowError } from "../errors.ts";
import { moduleFile, type RawModule } from "./dataflow-shape.ts";
import { hasId, type FlatNode } from "./flat-node.ts";
import { loadText } from "./load-document.ts";
import { checkParams } from "./module-params.ts";
import { checkPorts, innerNode, outputsOf, type ModuleOutputs } from "./module-ports.ts";
import type { RawInput } from "./input-shape.ts";
import { kindOf } from "./node-kind.ts";
import type { RawNode } from "./node-shape.ts";
import { parseYaml } from "./parse-yaml.ts";
import type { ModulePlan } from "./plan.ts";
import type { ReadContext } from "./reader.ts";
import { redirected, rewriteInputs } from "./rewrite-inputs.ts";
import { placeOf } from "./struct.ts";

const deepest = 8;
const largestBytes = 1_048_576;

/** A dataflow without modules. */
export interface Expansion {
  readonly nodes: readonly FlatNode[];
  readonly modules: readonly ModulePlan[];
  /** Nodes and modules that were found wrong: what reads them is not to be blamed. */
  readonly broken: ReadonlySet<string>;
}

/** Puts the nodes of modules in the place of the nodes that name them. What is wrong, `context.problems` says. */
export async function expandModules(
  nodes: readonly RawNode[],
  folder: string,
  context: ReadContext,
): Promise<Expansion> {
  // Modules are found by their real paths, and compared with the folder's.
  const root = await realpath(folder).catch(() => folder);
  const expander = new Expander(root, context);
  const flat = await expander.expandAll(nodes, { folder: root, depth: 0, around: [] });
  return { nodes: flat, modules: expander.modules, broken: expander.broken };
}

interface Level {
  /** Where relative paths begin. */
  readonly folder: string;
  readonly depth: number;
  /** The module files that this one is inside of. */
  readonly around: readonly string[];
}

class Expander {
  readonly modules: ModulePlan[] = [];
  readonly broken = new Set<string>();
  readonly #root: string;
  readonly #context: ReadContext;

  constructor(root: string, context: ReadContext) {
    this.#root = root;
    this.#context = context;
  }

  /** The nodes of one file, with what they read from modules redirected to the nodes that make it. */
  async expandAll(nodes: readonly RawNode[], level: Level): Promise<readonly FlatNode[]> {
    const flat: FlatNode[] = [];
    const outputs = new Map<string, ModuleOutputs>();
    for (const node of nodes) {
      if (!hasId(node)) continue;
      const kind = kindOf(node, this.#context.problems);
      if (kind === undefined) this.broken.add(node.id);
      if (kind !== "module") {
        flat.push(node);
        continue;
      }
      const expanded = await this.#expand(node, level);
      if (expanded === undefined) this.broken.add(node.id);
      else {
        outputs.set(node.id, expanded.outputs);
        flat.push(...expanded.nodes);
      }
    }
    return flat.map((node) => rewriteInputs(node, (input) => this.#follow(node, input, outputs)));
  }

  #follow(node: FlatNode, input: RawInput, outputs: ReadonlyMap<string, ModuleOutputs>): RawInput | undefined {
    const { source } = input;
    if (source.kind !== "output") return input;
    const module = outputs.get(source.nodeId);
    if (module === undefined) return input;
    const maker = module.get(source.outputId);
    if (maker !== undefined) return redirected(input, maker, source.outputId);
    if (module.has(source.outputId)) return undefined;
    const known = [...module.keys()].join(", ") || "none";
    const message = `node '${node.id}' reads '${source.nodeId}/${source.outputId}', but the module '${source.nodeId}' does not declare output '${source.outputId}'; it declares: ${known}`;
    this.#context.problems.add("DATAFLOW_UNKNOWN_SOURCE", input.sourcePart, message);
    return undefined;
  }

  async #expand(
    node: FlatNode,
    level: Level,
  ): Promise<{ nodes: readonly FlatNode[]; outputs: ModuleOutputs } | undefined> {
    const loaded = await this.#load(node, level);
    if (loaded === undefined) return undefined;
    const { file, module } = loaded;
    checkParams(node, this.#context.problems);
    const folder = dirname(file);
    checkPorts(node, module, this.#context.problems);
    this.modules.push({
      id: node.id,
      ...(module.module?.name === undefined ? {} : { name: module.module.name }),
      file,
    });
    const inner = (module.nodes ?? []).filter(hasId);
    const around = {
      node,
      module,
      ids: new Set(inner.map(({ id }) => id)),
      folder,
      root: this.#root,
      context: this.#context,
    };
    const prefixed = inner.map((one) => innerNode(one, around));
    const nodes = await this.expandAll(prefixed, { folder, depth: level.depth + 1, around: [...level.around, file] });
    const outputs = outputsOf(node, module, nodes, this.broken, this.#context.problems);
    return { nodes, outputs };
  }

  async #load(node: FlatNode, level: Level): Promise<{ file: string; module: RawModule } | undefined> {
    const { module: path } = node;
    if (path === undefined) return undefined;
    const { problems } = this.#context;
    const refuse = (message: string): undefined =>
      problems.add("DATAFLOW_INVALID_MODULE", placeOf(node.part, "module"), message);
    if (level.depth >= deepest) return refuse(`module nesting exceeds depth limit of ${deepest}`);
    if (resolve(path) === path || path.startsWith("/")) return refuse(`module path '${path}' must be relative`);
    const file = await realpath(join(level.folder, path)).catch(() => undefined);
    if (file === undefined) return refuse(`module file not found: ${join(level.folder, path)}`);
    if (!file.startsWith(this.#root + sep)) return refuse(`module path '${path}' escapes the project directory`);
    if (level.around.includes(file)) return refuse(`circular module reference: '${path}' is inside of itself`);
    const text = await loadText(file, path).catch((error: unknown) => {
      if (DataflowError.is(error)) refuse(error.message.replace("[DATAFLOW_UNREADABLE] ", ""));
      else throw error;
    });
    if (text === undefined) return undefined;
    if (text.length > largestBytes) return refuse(`module file '${path}' is larger than ${largestBytes} bytes`);
    const shown = join(dirname(node.part.file), relative(level.folder, join(level.folder, path))) || basename(file);
    const before = problems.list.length;
    const part = parseYaml(text, shown, problems);
    const module = part && moduleFile(part, this.#context);
    if (module?.module !== undefined && module.nodes !== undefined) return { file, module };
    return problems.list.length > before ? undefined : refuse(`'${path}' is no module file`);
  }
}
