import {
  anything,
  count,
  duration,
  fields,
  filled,
  flag,
  label,
  list,
  noted,
  number,
  oneOf,
  text,
  type Fields,
  type Shape,
} from "./shape.ts";

const cluster = "it is for the cluster";
const inProcess = "the component runs in this process and does not see it";

/** Everything about pods that a vertex, a MonoVertex or a template may say. */
const podFields: Fields = Object.fromEntries(
  [
    "metadata",
    "nodeSelector",
    "tolerations",
    "securityContext",
    "imagePullSecrets",
    "priorityClassName",
    "priority",
    "affinity",
    "serviceAccountName",
    "runtimeClassName",
    "automountServiceAccountToken",
    "dnsPolicy",
    "dnsConfig",
    "resourceClaims",
    "containerTemplate",
    "initContainerTemplate",
    "sideInputsContainerTemplate",
    "initContainers",
    "sidecars",
    "volumes",
    "updateStrategy",
  ].map((name) => [name, noted(cluster)]),
);

const scale = noted(
  cluster,
  fields("scale", {
    disabled: flag,
    cron: anything,
    ...Object.fromEntries(
      [
        "min",
        "max",
        "lookbackSeconds",
        "cooldownSeconds",
        "zeroReplicaSleepSeconds",
        "targetProcessingSeconds",
        "targetBufferAvailability",
        "replicasPerScale",
        "scaleUpCooldownSeconds",
        "scaleDownCooldownSeconds",
        "replicasPerScaleUp",
        "replicasPerScaleDown",
      ].map((name) => [name, count()]),
    ),
  }),
);

const limits = fields("limits", {
  readBatchSize: count(1),
  readTimeout: duration,
  concurrency: count(1),
  bufferMaxLength: count(1),
  bufferUsageLimit: count(1, 100),
  rateLimit: noted("the local engine runs as fast as it can"),
});

/** The component from the code stands for the image. */
const container = fields(
  "a container",
  {
    image: filled,
    ...Object.fromEntries(
      ["command", "args", "env", "envFrom", "volumeMounts"].map((name) => [name, noted(inProcess)]),
    ),
    ...Object.fromEntries(
      ["resources", "securityContext", "imagePullPolicy", "readinessProbe", "livenessProbe", "ports"].map((name) => [
        name,
        noted(cluster),
      ]),
    ),
  },
  ["image"],
);

/** What needs a server is always replaced by what the code gives: without it the run is refused. */
const replaced = anything;

const generator = fields("a generator", {
  rpu: count(1),
  duration,
  msgSize: count(),
  keyCount: count(),
  value: count(),
  valueBlob: text,
  jitter: noted("messages come at even times", duration),
});

const udsource = fields("a udsource", { container }, ["container"]);

const retryOfUdf = noted("no released Numaflow has it; a message that is marked as failed ends the run");

const source = fields("a source", {
  generator,
  udsource,
  transformer: fields("a transformer", { container, retryStrategy: retryOfUdf }, ["container"]),
  ...Object.fromEntries(["http", "kafka", "nats", "jetstream", "pulsar", "sqs"].map((each) => [each, replaced])),
  serving: anything,
});

const window = fields("a window", {
  fixed: fields("a fixed window", { length: duration, streaming: noted("results go on when the window closes", flag) }),
  sliding: anything,
  session: anything,
  accumulator: anything,
});

const groupBy = fields("groupBy", {
  window,
  keyed: flag,
  allowedLateness: duration,
  storage: noted(
    "windows are kept in memory",
    fields("storage", { persistentVolumeClaim: anything, emptyDir: anything, no_store: anything }),
  ),
});

const udf = fields("a udf", { container, groupBy, retryStrategy: retryOfUdf }, ["container"]);

const oneSink: Fields = {
  log: anything,
  blackhole: anything,
  udsink: fields("a udsink", { container }, ["container"]),
  ...Object.fromEntries(["kafka", "pulsar", "sqs"].map((each) => [each, replaced])),
  serve: anything,
};

const sink = fields("a sink", {
  ...oneSink,
  fallback: fields("a fallback sink", oneSink),
  onSuccess: fields("an on-success sink", oneSink),
  retryStrategy: fields("a retry strategy", {
    backoff: fields("a backoff", {
      interval: duration,
      steps: count(1),
      factor: number(1, Number.MAX_SAFE_INTEGER),
      cap: duration,
      jitter: number(0, 1),
    }),
    onFailure: oneOf("retry", "fallback", "drop"),
  }),
});

const tags = fields("tag conditions", { operator: oneOf("or", "and", "not"), values: list(text) }, ["values"]);
const conditions = fields("conditions", { tags }, ["tags"]);

const vertex = fields(
  "a vertex",
  {
    name: label,
    source,
    udf,
    sink,
    limits,
    partitions: noted("the local engine has one partition", count(1)),
    ordered: fields("ordered", { enabled: flag }),
    sideInputs: noted("the local engine has no side inputs", list(text)),
    scale,
    ...podFields,
  },
  ["name"],
);

const edge = fields(
  "an edge",
  { from: text, to: text, conditions, onFull: oneOf("retryUntilSuccess", "discardLatest") },
  ["from", "to"],
);

const watermark = fields("watermark", {
  disabled: flag,
  maxDelay: duration,
  idleSource: fields("idleSource", {
    threshold: duration,
    incrementBy: duration,
    stepInterval: duration,
    initSourceDelay: duration,
  }),
});

const head = (kind: string, spec: Shape): Shape =>
  fields(
    `a ${kind}`,
    {
      apiVersion: oneOf("numaflow.numaproj.io/v1alpha1"),
      kind: oneOf("MonoVertex", "Pipeline"),
      metadata: fields(
        "metadata",
        {
          name: label,
          namespace: anything,
          labels: anything,
          annotations: anything,
          generateName: anything,
          finalizers: noted(cluster),
        },
        ["name"],
      ),
      spec,
      status: noted("it is written by the cluster"),
    },
    ["apiVersion", "kind", "metadata", "spec"],
  );

const pipelineShape: Shape = head(
  "Pipeline",
  fields("a pipeline's spec", {
    vertices: list(vertex),
    edges: list(edge),
    limits,
    watermark,
    ordered: fields("ordered", { enabled: flag }),
    interStepBufferServiceName: noted("buffers between vertices are in memory"),
    interStepBuffer: noted("buffers between vertices are in memory"),
    lifecycle: noted(cluster),
    templates: noted(cluster),
    sideInputs: noted("the local engine has no side inputs"),
  }),
);

const bypassTo = fields("a bypass", { tags }, ["tags"]);

const monoVertexShape: Shape = head(
  "MonoVertex",
  fields(
    "a MonoVertex's spec",
    {
      source,
      udf,
      sink,
      limits,
      bypass: fields("bypass", { sink: bypassTo, fallback: bypassTo, onSuccess: bypassTo }),
      ordered: fields("ordered", { enabled: flag }),
      streaming: noted("the local engine reads a batch when the one before is done", flag),
      replicas: noted(cluster),
      daemonTemplate: noted(cluster),
      lifecycle: noted(cluster),
      scale,
      ...podFields,
    },
    ["source", "sink"],
  ),
);

/** The shape of each kind of resource that runs locally. */
export const shapes: Readonly<Record<string, Shape>> = Object.freeze({
  MonoVertex: monoVertexShape,
  Pipeline: pipelineShape,
});
