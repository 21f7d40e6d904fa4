// [MAP-21] The types of an operator's events and messages come from its ports.
import { z } from "zod";
import { defineOperator, DoraStatus, port } from "../../src/index.ts";

defineOperator(
  {
    inputs: { image: port.arrow("UInt8"), label: port.json(z.object({ name: z.string() })) },
    outputs: { bbox: port.arrow("Float32"), label: port.json(z.object({ name: z.string() })) },
  },
  (event, send) => {
    if (event.type === "INPUT" && event.id === "image") {
      const bytes: Uint8Array = event.value.toArray();
      send("bbox", Float32Array.from(bytes), event.metadata);
      // @ts-expect-error the value of an image has no name
      String(event.value.name);
      // @ts-expect-error boxes are numbers
      send("bbox", ["text"]);
      // @ts-expect-error there is no such output
      send("box", [1]);
    } else if (event.type === "INPUT") {
      const name: string = event.value.name;
      send("label", { name });
      // @ts-expect-error a label has a name
      send("label", {});
    }
    return DoraStatus.CONTINUE;
  },
);

// @ts-expect-error a handler answers with a status
defineOperator({ inputs: {}, outputs: {} }, () => "done");

defineOperator(async (event, sendOutput) => {
  if (event.type === "INPUT") sendOutput("out", event.value, event.metadata);
  return DoraStatus.STOP;
});
