import { suggest } from "@millrace/protocol";
import type { Component, ComponentKind } from "../component.ts";
import type { UdfErrorCode } from "../error-table.ts";
import { UdfError } from "../errors.ts";
import { kindOf } from "../internal/kind-of.ts";
import type { HasComponents, SpecComponents, SpecSource, VertexComponents } from "../spec-components.ts";
import { fault } from "./failure.ts";
import type { Part, Plan } from "./spec/plan.ts";

type PartName = Part["name"];

const kindsOfPart: Readonly<Record<Exclude<PartName, "source">, readonly ComponentKind[]>> = {
  transformer: ["sourceTransform"],
  udf: ["map", "reduce"],
  sink: ["sink"],
  fallback: ["sink"],
  onSuccess: ["sink"],
};

const partNames: readonly PartName[] = ["source", "transformer", "udf", "sink", "fallback", "onSuccess"];

/** Finds what the caller gave for each part of a spec. */
export class Binding {
  readonly #given: ReadonlyMap<string, VertexComponents>;

  /** @throws `UDF_SPEC_UNKNOWN_COMPONENT`, `UDF_SPEC_WRONG_KIND` */
  constructor(plan: Plan, components: SpecComponents) {
    if (typeof components !== "object" || components === null)
      throw new UdfError("UDF_SPEC_MISSING_COMPONENT", `runSpec takes components, not ${kindOf(components)}`);
    const parts = partsOf(plan);
    const vertices = new Set(parts.map(({ vertex }) => vertex));
    const byVertex = plan.kind === "MonoVertex" ? { [plan.name]: components } : components;
    const given = new Map<string, VertexComponents>();
    for (const [vertex, own] of Object.entries(byVertex)) {
      if (!vertices.has(vertex)) refuse("vertex", vertex, [...vertices], "the spec");
      const ownParts = parts.filter((part) => part.vertex === vertex);
      checkGiven(own, ownParts);
      const named = vertexComponentsOf(own, ownParts);
      for (const name of Object.keys(named)) {
        if (ownParts.some((part) => part.name === name)) continue;
        refuse(
          "component",
          name,
          ownParts.map((part) => part.name),
          `vertex '${vertex}'`,
        );
      }
      given.set(vertex, named);
    }
    this.#given = given;
  }

  source(part: Part): SpecSource | undefined {
    const source = this.#given.get(part.vertex)?.source;
    if (source === undefined || isIterable(source)) return source;
    throw fault(part, "UDF_SPEC_WRONG_KIND", `'source' must be an iterable of records, not ${kindOf(source)}`);
  }

  /**
   * @throws `UDF_SPEC_WRONG_KIND` if the component does not belong there
   */
  component<Kind extends ComponentKind>(part: Part, kind: Kind): (Component & { readonly kind: Kind }) | undefined {
    const definition: unknown = this.#given.get(part.vertex)?.[part.name];
    if (definition === undefined) return undefined;
    const component = componentOf(definition, [kind]);
    if (component === undefined) {
      const message = `'${part.name}' must be what a define… function gives, not ${kindOf(definition)}`;
      throw fault(part, "UDF_SPEC_WRONG_KIND", message);
    }
    if (component.kind === kind) return component as Component & { readonly kind: Kind };
    const hint =
      component.kind === "sourceTransform"
        ? "; a source transform runs at a source only: give it as 'transformer' of the vertex that reads"
        : "";
    throw fault(part, "UDF_SPEC_WRONG_KIND", `'${part.name}' must be a ${kind}, not a ${component.kind}${hint}`);
  }

  /** @throws `UDF_SPEC_MISSING_COMPONENT` too */
  need<Kind extends ComponentKind>(part: Part, kind: Kind): Component & { readonly kind: Kind } {
    return this.component(part, kind) ?? missing(part, `a ${kind}`);
  }
}

export function missing(part: Part, what: string): never {
  throw fault(part, "UDF_SPEC_MISSING_COMPONENT", `no component is given; give ${what} as '${part.name}'`);
}

/** Refuses what is neither a definition nor an object of components, and says what to write instead. */
function checkGiven(own: unknown, parts: readonly Part[]): void {
  const [first] = parts;
  if (own === undefined || first === undefined) return;
  const isList = isIterable(own) || typeof own === "string";
  if (typeof own === "object" && own !== null && !isList) return;
  const advice =
    isList && first.name === "source"
      ? "write { source: … } around the records"
      : typeof own === "function"
        ? "wrap it with a define… function, or give it by the name of a part"
        : `give components by their names: ${parts.map(({ name }) => name).join(", ")}`;
  throw fault(first, "UDF_SPEC_WRONG_KIND", `${kindOf(own)} is given for the vertex; ${advice}`);
}

/** A definition alone stands for the one part of its vertex that is written by users. */
function vertexComponentsOf(own: unknown, parts: readonly Part[]): VertexComponents {
  const wanted = parts.flatMap(({ name }) => (name === "source" ? [] : kindsOfPart[name]));
  const component = componentOf(own, wanted);
  if (component === undefined) return own ?? {};
  const fitting = parts.find(({ name }) => name !== "source" && kindsOfPart[name].includes(component.kind));
  const [first] = parts.filter(({ name }) => name !== "source");
  const part = fitting ?? first ?? parts[0];
  return { [part?.name ?? "udf"]: own };
}

/** The component of a definition, or that of a servicer which is of a kind that is wanted; else any of it. */
function componentOf(given: unknown, wanted: readonly ComponentKind[]): Component | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  if ("components" in given) {
    const all = Object.values((given as HasComponents).components).map(({ component }) => component);
    return all.find(({ kind }) => wanted.includes(kind)) ?? all[0];
  }
  const { component } = given as { readonly component?: Partial<Component> };
  return typeof component?.handle === "function" && typeof component.kind === "string"
    ? (component as Component)
    : undefined;
}

function partsOf(plan: Plan): readonly Part[] {
  const works =
    plan.kind === "Pipeline"
      ? plan.vertices
      : [
          { kind: "source" as const, source: plan.source },
          ...(plan.udf === undefined ? [] : [{ kind: "map" as const, udf: plan.udf }]),
          { kind: "sink" as const, sink: plan.sink },
        ];
  return works
    .flatMap((work): readonly (Part | undefined)[] => {
      switch (work.kind) {
        case "source":
          return [work.source, work.source.transformer];
        case "map":
          return [work.udf];
        case "reduce":
          return [work.reduce];
        case "sink":
          return [work.sink, work.sink.fallback, work.sink.onSuccess];
      }
    })
    .filter((part) => part !== undefined);
}

function refuse(what: string, name: string, known: readonly string[], where: string): never {
  const code: UdfErrorCode = "UDF_SPEC_UNKNOWN_COMPONENT";
  const near = suggest(name, known);
  const belongs = what === "component" && partNames.includes(name as PartName);
  const advice = belongs
    ? `the spec has no '${name}' there; add it, or leave the component out`
    : near === undefined
      ? `it has ${known.join(", ")}`
      : `did you mean '${near}'?`;
  throw new UdfError(code, `a ${what} '${name}' is given, which ${where} does not have; ${advice}`, {
    details: { name, known },
  });
}

const isIterable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
