import assert from "node:assert/strict";
import { Client, UnauthenticatedError, Worker, WorkflowNotFoundError } from "@millrace/workflow-sdk";
import { completeWorkflow, scheduleActivity } from "@millrace/workflow-sdk/testing";
// @boundaries-ignore certificates of the package's own tests
import { tls } from "../../../../packages/workflow-sdk/test/client/support/tls.ts";
import { startGuard } from "../guard.ts";
import { type SideScenario, unique } from "../side.ts";

const apiKey = "sesame";

export const securityScenarios: readonly SideScenario[] = [
  {
    name: "client and worker behind TLS and an API key",
    run: async (side) => {
      const taskQueue = unique("guarded");
      await using guard = await startGuard({ server: side.address, apiKey, cert: tls.serverCert, key: tls.serverKey });
      await using _scripts = await side.play(taskQueue, {
        greets: ({ find, input }) => {
          const completed = find("ActivityTaskCompleted");
          if (completed !== undefined)
            return [completeWorkflow(...(completed.attributes["result"] as readonly unknown[]))];
          return [scheduleActivity({ id: "a", type: "greet", args: input, startToCloseMs: 10_000 })];
        },
      });
      await using client = await Client.connect(guard.address, { tls: { ca: tls.ca }, apiKey });
      const greet = (name: string): string => `Hello, ${name}!`;
      await using _worker = await new Worker(client, { taskQueue, activities: { greet } }).start();
      assert.equal(await client.executeWorkflow("greets", { taskQueue, args: ["Ada"] }), "Hello, Ada!");

      await using stranger = new Client(guard.address, { tls: { ca: tls.ca }, apiKey: "please" });
      await assert.rejects(
        stranger.getWorkflowHandle("x").describe(),
        (error) => error instanceof UnauthenticatedError,
      );
      const known = stranger.withApiKey(apiKey, () => stranger.getWorkflowHandle("x").describe());
      await assert.rejects(known, (error) => error instanceof WorkflowNotFoundError);
      stranger.setApiKey(async () => apiKey);
      const later = stranger.getWorkflowHandle("x").describe();
      await assert.rejects(later, (error) => error instanceof WorkflowNotFoundError);
      await assert.rejects(Client.connect(guard.address, { apiKey, connectTimeoutMs: 2000 }), {
        code: "WORKFLOW_CONNECT_FAILED",
      });
      await assert.rejects(Client.connect(guard.address, { apiKey, tls: false, connectTimeoutMs: 2000 }), {
        code: "WORKFLOW_CONNECT_FAILED",
      });
    },
  },
];
