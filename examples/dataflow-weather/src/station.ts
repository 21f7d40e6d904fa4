// A weather station: the days of one city, one after the other.
import process from "node:process";
import { Node, port } from "@millrace/dataflow-runtime";
import { day, daysOf } from "./weather.ts";

const output = port.json(day);
await using node = await Node.connect();
for (const each of await daysOf(process.argv[2] ?? "")) {
  await node.sendOutput("day", output.send(each, "output 'day'"));
}
