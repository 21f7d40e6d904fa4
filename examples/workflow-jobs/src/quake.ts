/** What the story needs of a record of the U.S. Geological Survey. */
export interface Quake {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly magnitude: number;
  readonly place: string;
}

/** What a job finds out about one day. */
export interface DaySummary {
  readonly day: string;
  readonly quakes: number;
  /** Those of magnitude 4.5 and more. */
  readonly felt: number;
  readonly strongest: Pick<Quake, "magnitude" | "place">;
  /** How many records another worker had done, if one was lost. */
  readonly resumedAt: number;
}
