import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { silentLogger } from "@millrace/protocol";
import {
  activity,
  AesGcmCodec,
  ActivityExecutionFailedError,
  ApplicationFailure,
  CompressionCodec,
  DefaultFailureConverter,
  UndecodedValue,
  Worker,
} from "@millrace/workflow-sdk";
import { type SideScenario, unique } from "../side.ts";

export const codecScenarios: readonly SideScenario[] = [
  {
    name: "codecs seal arguments, results, heartbeats, memos and failures",
    run: async (side) => {
      const taskQueue = unique("sealed");
      const key = randomBytes(32);
      const codecs = [new CompressionCodec(), new AesGcmCodec({ keyId: "k1", key: () => key })];
      const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
      await using client = await side.connect({ dataConverter: { codecs, failureConverter } });
      await using stranger = await side.connect();
      const tell = async (secret: string): Promise<unknown> => {
        const { attempt, heartbeatDetails } = activity.info();
        if (attempt > 1) return [secret, ...heartbeatDetails];
        activity.heartbeat("half of the secret");
        throw new Error("the secret is hard");
      };
      const refuse = (): never => {
        throw ApplicationFailure.nonRetryable("the secret is out", "Leak", { secret: 1 });
      };
      const options = { taskQueue, activities: { tell, refuse }, logger: silentLogger };
      await using _worker = await new Worker(client, options).start();
      const times = { taskQueue, startToCloseTimeoutMs: 10_000, retryPolicy: { initialIntervalMs: 100 } };
      const told = await client.executeActivity("tell", { ...times, args: ["secret"] });
      assert.deepEqual(told, ["secret", "half of the secret"]);

      const refused = await client.startActivity("refuse", times);
      await assert.rejects(refused.result(), (error) => {
        assert(error instanceof ActivityExecutionFailedError);
        const { message, type, details } = error.cause as ApplicationFailure;
        assert.deepEqual([message, type, details], ["the secret is out", "Leak", [{ secret: 1 }]]);
        return true;
      });
      await assert.rejects(stranger.getActivityHandle(refused.activityId).result(), (error) => {
        assert(error instanceof ActivityExecutionFailedError);
        const { message, type, details } = error.cause as ApplicationFailure;
        assert.deepEqual([message, type], ["Encoded failure", "Leak"]);
        assert(details[0] instanceof UndecodedValue);
        return true;
      });
    },
  },
];
