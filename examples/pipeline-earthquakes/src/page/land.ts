import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { at, type Point } from "./markup.ts";

/** The part of TopoJSON that the outline of the continents needs: lines as steps on a grid, shared by polygons. */
interface Topology {
  readonly transform: { readonly scale: readonly [number, number]; readonly translate: readonly [number, number] };
  readonly arcs: readonly (readonly (readonly [number, number])[])[];
  readonly objects: { readonly land: { readonly arcs: readonly (readonly (readonly number[])[])[] } };
}

type Position = readonly [longitude: number, latitude: number];

const decode = ({ arcs, transform: { scale, translate } }: Topology): readonly (readonly Position[])[] =>
  arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([stepX, stepY]): Position => {
      x += stepX;
      y += stepY;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });

/** The rings of all land, as lists of positions. A negative index means the arc from its end to its start. */
export function ringsOf(topology: Topology): readonly (readonly Position[])[] {
  const arcs = decode(topology);
  const ring = (indices: readonly number[]): Position[] =>
    indices.flatMap((index, nth) => {
      const arc = index < 0 ? (arcs[~index] ?? []).toReversed() : (arcs[index] ?? []);
      return nth === 0 ? [...arc] : arc.slice(1);
    });
  return topology.objects.land.arcs.flatMap((polygon) => polygon.map(ring));
}

/** The SVG path of all land, from the outlines that lie beside the earthquake records. */
export async function landPath(project: (longitude: number, latitude: number) => Point): Promise<string> {
  const file = createRequire(import.meta.url).resolve("vega-datasets/data/world-110m.json");
  const rings = ringsOf(JSON.parse(await readFile(file, "utf8")) as Topology);
  const path = (ring: readonly Position[]): string => {
    const points = ring.map(([longitude, latitude]) => project(longitude, latitude));
    return `M${points.map(({ x, y }) => `${at(x)},${at(y)}`).join("L")}Z`;
  };
  return rings.map(path).join("");
}
