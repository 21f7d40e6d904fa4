import { readDataflow } from "../../src/descriptor/read-dataflow.ts";
import type { DataflowPlan } from "../../src/descriptor/plan.ts";
import type { DataflowStats, EdgeStats, NodeState, NodeStats } from "../../src/stats.ts";

/** A camera, a detector that answers to it, and a picture of both; the plot is told what the detector logs. */
export const story = `nodes:
  - id: camera
    path: camera.ts
    inputs: {tick: dora/timer/hz/30}
    outputs: [image]
    output_types: {image: std/media/v1/Image}
  - id: detector
    description: finds <moving> cats
    path: detector.ts
    inputs: {image: {source: camera/image, queue_size: 1}, feedback: plot/seen}
    outputs: [bbox]
  - id: plot
    path: plot.py
    inputs: {image: camera/image, boxes: detector/bbox, logs: dora/logs/info/detector}
    outputs: [seen]
`;

export const storyPlan = async (): Promise<DataflowPlan> =>
  readDataflow(story, { file: "story.yml", directory: "/flows" });

/** What is counted of the story while it runs, or when the detector has failed. */
export function storyStats(detector: NodeState = "running"): DataflowStats {
  const node = (id: string, state: NodeState, sent: number): [string, NodeStats] => [
    id,
    { id, state, restarts: id === "detector" ? 2 : 0, sent, ...(state === "failed" ? { error: "exit code 1" } : {}) },
  ];
  const edge = (source: string, input: string, messages: number, dropped: number): EdgeStats => {
    const [nodeId = "", inputId = ""] = input.split("/");
    return {
      source,
      nodeId,
      inputId,
      messages,
      bytes: messages * 1000,
      dropped,
      pending: 0,
      rate: messages / 10,
      closed: false,
    };
  };
  return {
    dataflowId: "0198f0a1-2b3c-7d4e-8f50-112233445566",
    elapsedMs: 10_040,
    nodes: new Map([node("camera", "running", 300), node("detector", detector, 120), node("plot", "running", 0)]),
    edges: [
      edge("dora/timer/nanos/33333333", "camera/tick", 300, 0),
      edge("camera/image", "detector/image", 300, 180),
      edge("plot/seen", "detector/feedback", 0, 0),
      edge("camera/image", "plot/image", 300, 0),
      edge("detector/bbox", "plot/boxes", 120, 0),
      edge("dora/logs/info/detector", "plot/logs", 5, 0),
    ],
  };
}
