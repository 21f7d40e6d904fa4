import { defineSourceTransform, drop, json } from "@millrace/stream-udf";
import { classOf, quake, record } from "./quake.ts";

/** At the source: keeps earthquakes, says when they happened, and by which key they are counted. */
export const transform = defineSourceTransform({
  input: json(record),
  output: json(quake),
  handle: ({ properties: { type, mag, time, place } }) => {
    if (type !== "earthquake") return drop;
    return { value: { magnitude: mag, place }, keys: [classOf(mag)], eventTime: new Date(time) };
  },
});
