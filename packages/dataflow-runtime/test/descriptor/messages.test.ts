import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, it } from "vitest";
import { checkDataflow, readDataflow } from "../../src/descriptor/read-dataflow.ts";

const env = { HOME: "/home/mill" };
const problemsOf = async (text: string) => {
  const { problems } = await checkDataflow(text, { env, file: "d.yml" });
  return problems.map(({ line, column, field, message, code }) => ({
    at: `${line}:${column} ${field}`,
    message,
    code,
  }));
};

describe("every problem has a code, a place and what to do", () => {
  it.each([
    ["nodes:\n  - {id: a, pth: x}\n", "2:13 nodes[0].pth", "unknown field 'pth'; did you mean 'path'?"],
    [
      "nodes:\n  - {id: a, path: dynamic, restart_policy: sometimes}\n",
      "2:44 nodes[0].restart_policy",
      "it must be 'never' or 'on-failure' or 'always', not the text 'sometimes'",
    ],
    [
      "nodes:\n  - {id: a b, path: dynamic}\n",
      "2:10 nodes[0].id",
      "identifier contains invalid character ' '; only [a-zA-Z0-9_.-] are allowed",
    ],
    [
      "nodes:\n  - {id: a, path: dynamic, inputs: {t: dora/timer/minutes/1}}\n",
      "2:40 nodes[0].inputs.t",
      "timer unit must be 'secs', 'millis', 'micros', 'nanos' or 'hz' (got 'minutes')",
    ],
    [
      "nodes:\n  - {id: a, path: dynamic, inputs: {t: dora/timer/millis/0}}\n",
      "2:40 nodes[0].inputs.t",
      "timer interval must not be zero (got 'millis/0')",
    ],
    [
      "nodes:\n  - {id: a, path: dynamic, inputs: {l: dora/logs/loud}}\n",
      "2:40 nodes[0].inputs.l",
      "unknown log level 'loud'; levels: error, warn, info, debug, trace, stdout",
    ],
    [
      "nodes:\n  - {id: camera, path: dynamic, outputs: [image]}\n  - {id: b, path: dynamic, inputs: {i: camara/image}}\n",
      "3:40 nodes[1].inputs.i",
      "source node 'camara' mapped to input 'b/i' does not exist; did you mean 'camera'?",
    ],
    [
      "nodes:\n  - {id: camera, path: dynamic, outputs: [image]}\n  - {id: b, path: dynamic, inputs: {i: {source: camera/imgae}}}\n",
      "3:49 nodes[1].inputs.i.source",
      "output 'camera/imgae' mapped to input 'b/i' does not exist; did you mean 'image'?",
    ],
    [
      "nodes: []\ncommunication: {_unstable_local: UnixDomain}\n",
      "2:1 communication",
      "unknown field 'communication', which dora had before 1.0; leave it out: nodes and daemon speak TCP",
    ],
    [
      "nodes:\n  - {id: a, custom: {source: x}}\n",
      "2:13 nodes[0].custom",
      "unknown field 'custom', which dora had before 1.0; put 'path' (its 'source'), 'args', 'inputs' and 'outputs' on the node itself",
    ],
    [
      "nodes: []\n_unstable_debug: {}\n",
      "2:1 _unstable_debug",
      "unknown field '_unstable_debug', which dora had before 1.0; write 'debug: {enable_debug_inspection: true}' where it said publish_all_messages_to_zenoh",
    ],
    [
      "nodes:\n  - {id: a, path: dynamic, env: {A: $MISSING}}\n",
      "2:37 nodes[0].env.A",
      "the environment has no variable 'MISSING'; set it, or write '${MISSING:-default}'",
    ],
    [
      "nodes:\n  - {id: a, path: dynamic, env: {A: {__dora_env: HOME}}}\n",
      "2:37 nodes[0].env.A",
      "it must be a text; write '$NAME' to read a variable, not a map",
    ],
    [
      "nodes:\n  - {id: a, path: dynamic, path: dynamic}\n",
      "2:28 nodes[0].path",
      "duplicate field 'path'; keep one of the two",
    ],
    [
      "nodes:\n  - {id: a, operator: {python: x.py}, args: y}\n",
      "2:39 nodes[0].args",
      "'args' is not allowed on a node with an operator; write it inside of 'operator'",
    ],
  ])("[YAML-11] %j", async (text, at, message) => {
    expect(await problemsOf(text)).toMatchObject([{ at, message }]);
  });

  it("[YAML-11] finds all of them at once, from top to bottom", async () => {
    const found = await problemsOf(`nodes:
  - {id: a, path: dynamic, inputs: {x: b/x}, queue: 3}
  - {path: dynamic}
  - {id: a, path: dynamic, max_restarts: many}
evn: {}
`);
    expect(found.map(({ at, code }) => [at, code])).toEqual([
      ["2:40 nodes[0].inputs.x", "DATAFLOW_UNKNOWN_SOURCE"],
      ["2:46 nodes[0].queue", "DATAFLOW_UNKNOWN_FIELD"],
      ["3:5 nodes[1]", "DATAFLOW_INVALID_FIELD"],
      ["4:6 nodes[2].id", "DATAFLOW_DUPLICATE_ID"],
      ["4:42 nodes[2].max_restarts", "DATAFLOW_INVALID_FIELD"],
      ["5:1 evn", "DATAFLOW_UNKNOWN_FIELD"],
    ]);
  });

  it("[YAML-11] does not blame the readers of a node whose outputs are wrong", async () => {
    const found = await problemsOf(
      "nodes:\n  - {id: a, path: dynamic, outputs: x}\n  - {id: b, path: dynamic, inputs: {x: a/x}}\n",
    );
    expect(found.map(({ at }) => at)).toEqual(["2:37 nodes[0].outputs"]);
  });

  it("[YAML-11] is one error when it is thrown, with the problems in its details", async () => {
    const two = await expectCode(
      readDataflow("nodes:\n  - {id: a}\n  - {id: b}\n", { file: "d.yml" }),
      "DATAFLOW_INVALID",
    );
    expect(two.message).toBe(
      "[DATAFLOW_INVALID] the dataflow has 2 problems\n" +
        "  d.yml:2:5 nodes[0]: node 'a' requires a 'path', 'operators', 'operator', 'ros2' or 'module' field\n" +
        "  d.yml:3:5 nodes[1]: node 'b' requires a 'path', 'operators', 'operator', 'ros2' or 'module' field",
    );
    expect(two.details).toMatchObject({ problems: [{ line: 2 }, { line: 3 }] });
    const one = await expectCode(readDataflow("nodes:\n  - {id: a}\n", { file: "d.yml" }), "DATAFLOW_INVALID");
    expect(one.message).toMatch(/^\[DATAFLOW_INVALID\] d\.yml:2:5 nodes\[0\]: node 'a' requires/);
  });

  it("[YAML-11] passes over what dora passes over, with a remark", async () => {
    const { ok, warnings } = await checkDataflow(
      "nodes:\n  - {id: a, path: dynamic, inputs: {t: {source: dora/timer/secs/1, queue_sze: 1}, l: dora/logs/info/bb}}\n",
    );
    expect(ok).toBe(true);
    expect(warnings.map(({ message }) => message)).toEqual([
      "unknown field 'queue_sze', which has no effect; did you mean 'queue_size'?",
      "there is no node 'bb' to log; known nodes: a",
    ]);
  });
});
