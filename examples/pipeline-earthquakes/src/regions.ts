import type { Quake } from "./quake.ts";

/** A part of the globe whose earthquakes have one cause, as boxes of longitude and latitude in degrees. */
export interface Region {
  readonly id: string;
  readonly name: string;
  /** What happens there. */
  readonly cause: string;
  readonly boxes: readonly Box[];
}

interface Box {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

const box = (west: number, east: number, south: number, north: number): Box => ({ west, east, south, north });

/** In the order in which they are tried: the first region with a box around a quake has it. */
export const regions: readonly Region[] = [
  {
    id: "california",
    name: "California and Nevada",
    cause: "two plates slide past each other",
    boxes: [box(-126, -114, 31, 42)],
  },
  {
    id: "alaska",
    name: "Alaska and the Aleutians",
    cause: "the Pacific plate dives below North America",
    boxes: [box(170, 180, 48, 75), box(-180, -130, 50, 75)],
  },
  {
    id: "hawaii",
    name: "Hawaii",
    cause: "volcanoes above a hot spot",
    boxes: [box(-161, -154, 18, 23)],
  },
  {
    id: "cascadia",
    name: "Cascadia",
    cause: "a small plate dives below North America",
    boxes: [box(-132, -116, 42, 52)],
  },
  {
    id: "intermountain",
    name: "Intermountain West",
    cause: "the crust is stretched",
    boxes: [box(-116, -108, 36, 50)],
  },
  {
    id: "interior",
    name: "Interior of North America",
    cause: "old faults and injected water",
    boxes: [box(-108, -60, 25, 60)],
  },
  {
    id: "caribbean",
    name: "Caribbean",
    cause: "two plates slide past each other",
    boxes: [box(-75, -58, 9, 25)],
  },
  {
    id: "central-america",
    name: "Mexico and Central America",
    cause: "the Cocos plate dives below North America",
    boxes: [box(-118, -75, 3, 31)],
  },
  {
    id: "andes",
    name: "Andes",
    cause: "the Nazca plate dives below South America",
    boxes: [box(-85, -60, -60, 9)],
  },
  {
    id: "west-pacific",
    name: "Japan, Taiwan and the Philippines",
    cause: "the Pacific and Philippine plates dive below Asia",
    boxes: [box(117, 180, 4, 60)],
  },
  {
    id: "south-west-pacific",
    name: "Indonesia to Tonga",
    cause: "Australia and the Pacific plate meet",
    boxes: [box(92, 180, -45, 4), box(-180, -170, -45, 4)],
  },
  {
    id: "alpine-himalayan",
    name: "Alps to Himalaya",
    cause: "Africa, Arabia and India push into Eurasia",
    boxes: [box(-12, 117, 4, 52)],
  },
  {
    id: "ridges",
    name: "Ocean ridges and elsewhere",
    cause: "plates move apart below the sea",
    boxes: [box(-180, 180, -90, 90)],
  },
];

const contains = ({ west, east, south, north }: Box, { longitude, latitude }: Quake): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

/** The region of a quake. The last region is the whole globe, so there always is one. */
export function regionOf(quake: Quake): Region {
  const found = regions.find(({ boxes }) => boxes.some((each) => contains(each, quake)));
  if (found === undefined) throw new RangeError(`quake ${quake.id} is outside of the globe`);
  return found;
}
