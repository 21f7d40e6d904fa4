import { DoraStatus, type DoraEvent, type Operator, type SendOutput } from "@millrace/dataflow-runtime";
import { findDarkBody, toBrightness } from "./vision.ts";

/** Finds the cat in an image: the largest dark body before the brighter wall. */
export class Detector implements Operator {
  onEvent(event: DoraEvent, sendOutput: SendOutput): DoraStatus {
    if (event.type === "INPUT") {
      const { width, height } = event.metadata.parameters as Readonly<Record<string, number>>;
      const rgb = toRgb(event.data);
      const box = findDarkBody(toBrightness(rgb), width as number, height as number);
      sendOutput("bbox", Float32Array.from(box), event.metadata);
    }
    return DoraStatus.CONTINUE;
  }
}

/** OpenCV's images begin with blue. */
function toRgb(bgr: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(bgr.length);
  for (let at = 0; at < bgr.length; at += 3) {
    rgb[at] = bgr[at + 2] as number;
    rgb[at + 1] = bgr[at + 1] as number;
    rgb[at + 2] = bgr[at] as number;
  }
  return rgb;
}
