import { handler } from "@millrace/function-runtime";
import { z } from "zod";

const point = z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) });

/** The length of a way over the earth, by great circles, and how many legs it has. */
export const routeLength = handler({ parameters: z.object({ points: z.array(point).min(2) }) }, ({ points }) => {
  let km = 0;
  for (const [index, to] of points.entries()) {
    const from = points[index - 1];
    if (from !== undefined) km += kmBetween(from, to);
  }
  return { km: Math.round(km), legs: points.length - 1 };
});

export type Point = z.infer<typeof point>;

const earthKm = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** The haversine formula: it stays exact for points that are close. */
export function kmBetween(from: Point, to: Point): number {
  const [lat, lon] = [radians(to.lat - from.lat) / 2, radians(to.lon - from.lon) / 2];
  const half = Math.sin(lat) ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * Math.sin(lon) ** 2;
  return 2 * earthKm * Math.asin(Math.sqrt(half));
}
