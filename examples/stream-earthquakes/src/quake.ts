import { z } from "zod";

/** What the pipeline reads of a record. */
export const record = z.object({
  properties: z.object({
    type: z.string(),
    mag: z.number(),
    /** Milliseconds since the epoch. */
    time: z.number(),
    place: z.string(),
  }),
});

export const quake = z.object({ magnitude: z.number(), place: z.string() });

export const classes = ["below 1", "1 to 2", "2 to 3", "3 to 4", "4 to 5", "5 and more"] as const;

export type MagnitudeClass = (typeof classes)[number];

/** The class of a magnitude: its whole part. */
export const classOf = (magnitude: number): MagnitudeClass =>
  classes[Math.min(Math.max(Math.floor(magnitude), 0), classes.length - 1)] ?? "below 1";
