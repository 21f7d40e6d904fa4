import { defineReduce, json } from "@millrace/stream-udf";
import { z } from "zod";
import { classes, quake } from "./quake.ts";

/** A line of the table: the quakes of one class on one day, and the strongest of them. */
export const line = z.object({
  /** `2018-02-01`, in UTC. */
  day: z.string(),
  class: z.enum(classes),
  count: z.number(),
  strongest: quake,
});

export type Line = z.infer<typeof line>;

interface Tally {
  readonly count: number;
  readonly strongest: z.infer<typeof quake>;
}

/** Counts the quakes of a class in a day. */
export const count = defineReduce({
  input: json(quake),
  output: json(line),
  initial: (): Tally => ({ count: 0, strongest: { magnitude: -Infinity, place: "" } }),
  step: (tally, next) => ({
    count: tally.count + 1,
    strongest: next.magnitude > tally.strongest.magnitude ? next : tally.strongest,
  }),
  finish: (tally, { keys, window }) => ({
    value: { ...tally, day: window.start.toISOString().slice(0, 10), class: z.enum(classes).parse(keys[0]) },
  }),
});
