import { defineOperator, DoraStatus, port } from "@millrace/dataflow-runtime";
import { day, pair } from "./weather.ts";

/** Brings the days of both stations together, whichever comes first. */
export const fuse = defineOperator(
  {
    inputs: { west: port.json(day), east: port.json(day) },
    outputs: { pair: port.json(pair) },
    setup: () => ({ west: new Map<string, number>(), east: new Map<string, number>() }),
  },
  (event, send, waiting) => {
    if (event.type !== "INPUT") return DoraStatus.CONTINUE;
    const { date, maxCelsius } = event.value;
    const other = waiting[event.id === "west" ? "east" : "west"];
    const there = other.get(date);
    if (there === undefined) waiting[event.id].set(date, maxCelsius);
    else {
      other.delete(date);
      const [westCelsius, eastCelsius] = event.id === "west" ? [maxCelsius, there] : [there, maxCelsius];
      send("pair", { date, westCelsius, eastCelsius }, event.metadata);
    }
    return DoraStatus.CONTINUE;
  },
);
