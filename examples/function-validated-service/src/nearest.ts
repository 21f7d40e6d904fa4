import { handler } from "@millrace/function-runtime";
import capitals from "vega-datasets/data/us-state-capitals.json" with { type: "json" };
import { z } from "zod";

/** A place on the unit sphere: the nearer two of them, the greater their product. */
interface Prepared {
  readonly city: string;
  readonly state: string;
  readonly at: Vector;
}

const parameters = z.object({
  lat: z.number().min(-90).max(90).describe("Degrees north"),
  lon: z.number().min(-180).max(180).describe("Degrees east"),
  count: z.int().min(1).max(10).default(3).describe("How many capitals to give"),
});

/** The capitals of the states of the U.S. that are nearest to a point. They are prepared once, before the first call. */
export const nearest = handler(
  {
    parameters,
    init: (context) => {
      context.userData["capitals"] = capitals.map(({ city, state, lat, lon }) => ({
        city,
        state,
        at: vector(lat, lon),
      }));
    },
  },
  ({ lat, lon, count, context }) => {
    const here = vector(lat, lon);
    return ((context?.userData["capitals"] ?? []) as readonly Prepared[])
      .map(({ city, state, at }) => ({ city, state, km: Math.round(kmBetween(here, at)) }))
      .toSorted((a, b) => a.km - b.km)
      .slice(0, count);
  },
);

type Vector = readonly [x: number, y: number, z: number];

function vector(lat: number, lon: number): Vector {
  const [up, east] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
  return [Math.cos(up) * Math.cos(east), Math.cos(up) * Math.sin(east), Math.sin(up)];
}

const earthKm = 6371;

function kmBetween(a: Vector, b: Vector): number {
  return earthKm * Math.acos(Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
}
