import type { DescMethodUnary, DescService } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { memoryLogger, seededRandom } from "@millrace/protocol/testing";
import { operatorservice, testservice, workflowservice } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { randomMessage } from "./support/random-message.ts";
import { serve } from "./support/served.ts";

const { WorkflowService } = workflowservice;
const { OperatorService } = operatorservice;
const { TestService } = testservice;

/** What a caller's own fault may end in; INTERNAL and UNKNOWN would make SDKs send the same again. */
const refusals = new Set([
  Code.InvalidArgument,
  Code.NotFound,
  Code.AlreadyExists,
  Code.FailedPrecondition,
  Code.ResourceExhausted,
  Code.PermissionDenied,
  Code.Unimplemented,
  Code.DeadlineExceeded,
  Code.Canceled,
]);

const rounds = 60;
const seed = 20261121;

test.each<DescService>([WorkflowService, OperatorService, TestService])(
  "[SRV-34] no request makes $typeName fail within, or not answer",
  async (service) => {
    const random = seededRandom(seed);
    const logger = memoryLogger();
    await using served = await serve({ logger });
    const transport = served.server.transport();
    const others: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const calls = service.methods.map(async (method) => {
        const request = randomMessage(method.input, random);
        try {
          await transport.unary(method as DescMethodUnary, undefined, 50, undefined, request);
        } catch (error) {
          const { code, rawMessage } = ConnectError.from(error);
          if (!refusals.has(code)) others.push(`${method.name}: ${Code[code]} ${rawMessage}`);
        }
      });
      await Promise.all(calls);
    }
    expect(logger.records.filter(({ level }) => level === "error")).toEqual([]);
    expect(others).toEqual([]);
    expect((await served.health.check({})).status).toBe(1);
  },
);
