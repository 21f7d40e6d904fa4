import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { handler } from "@millrace/function-runtime";
import { z } from "zod";

interface Capital {
  readonly city: string;
  readonly state: string;
  readonly lat: number;
  readonly lon: number;
}

const parameters = z.object({
  lat: z.number().min(-90).max(90).describe("Degrees north"),
  lon: z.number().min(-180).max(180).describe("Degrees east"),
  count: z.int().min(1).max(10).default(3).describe("How many capitals to give"),
});

/** The capitals of the states of the U.S. that are nearest to a point. They are read once, before the first call. */
export const nearest = handler(
  {
    parameters,
    init: async (context) => {
      const file = createRequire(import.meta.url).resolve("vega-datasets/data/us-state-capitals.json");
      context.userData["capitals"] = JSON.parse(await readFile(file, "utf8"));
    },
  },
  ({ lat, lon, count, context }) => {
    const capitals = (context?.userData["capitals"] ?? []) as readonly Capital[];
    return capitals
      .map(({ city, state, ...place }) => ({ city, state, km: Math.round(kmBetween(place, { lat, lon })) }))
      .toSorted((a, b) => a.km - b.km)
      .slice(0, count);
  },
);

type Place = Pick<Capital, "lat" | "lon">;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

function kmBetween(from: Place, to: Place): number {
  const [lat, lon] = [radians(to.lat - from.lat) / 2, radians(to.lon - from.lon) / 2];
  const half = Math.sin(lat) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(lon) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(half));
}
