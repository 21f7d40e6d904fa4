import { ours, theirs, type Flow } from "./engine.ts";
import type { Judged } from "./flows.ts";

type Command = ReturnType<typeof ours>;

/** A judge that sends and an echo that answers. */
const roundTrip = (judge: Command, echo: Command): Flow => ({
  nodes: [
    { id: "judge", ...judge, inputs: { echo: "echo/echo" }, outputs: ["data"] },
    { id: "echo", ...echo, inputs: { data: "judge/data" }, outputs: ["echo"] },
  ],
});

export const dataScenarios: readonly Judged[] = [
  {
    name: "Python judges our echo: every Arrow type, as it came",
    flow: roundTrip(theirs("judge_types"), ours("echo", "forward")),
  },
  {
    name: "Python judges our echo: every Arrow type, read and built anew",
    flow: roundTrip(theirs("judge_types"), ours("echo", "rebuild")),
  },
  {
    name: "Python judges our echo: 0 B to 59.6 MB",
    flow: roundTrip(theirs("judge_sizes", "59600000"), ours("echo", "forward")),
  },
  {
    name: "we judge Python's echo: every Arrow type",
    flow: roundTrip(ours("judge-types"), theirs("echo")),
  },
  {
    name: "we judge what Python read: 0 B to 67 MB",
    flow: roundTrip(ours("judge-sizes"), theirs("echo")),
  },
];
