/** A dataflow to begin with: what it has runs here and under dora. */
export const initFiles: Readonly<Record<string, string>> = {
  "dataflow.yml": `nodes:
  - id: sensor
    path: node
    args: sensor.mts
    inputs:
      tick: dora/timer/millis/200
    outputs:
      - temperature

  - id: alarm
    path: node
    args: alarm.mts
    inputs:
      temperature: sensor/temperature
`,
  "sensor.mts": `import { Node } from "@millrace/dataflow-runtime";

const node = await Node.connect();
let reading = 20;
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  reading += Math.random() - 0.4;
  await node.sendOutput("temperature", Float64Array.of(reading));
}
`,
  "alarm.mts": `import { Node } from "@millrace/dataflow-runtime";

const node = await Node.connect();
for await (const event of node) {
  if (event.type !== "INPUT") continue;
  const degrees = Number(event.value.get(0));
  node.logInfo(\`\${degrees.toFixed(1)} °C\${degrees > 22 ? ", too warm" : ""}\`);
}
`,
};
