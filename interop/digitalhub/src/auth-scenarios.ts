import assert from "node:assert/strict";
import type { Scenario } from "@millrace/tooling-engines";
import { connectPeer, type User } from "./peer.ts";

const ada: User = { user: "ada", password: "s3cret/+ü" };

/** What reaches the API and every operation of the S3 surface. */
const asked = ["projects.create", "runs.outputs", "materials.large", "objects.listing", "objects.multipart"] as const;

/** The SDK before a server that asks for user and password, and for signed requests to its files. */
export const authScenarios: readonly Scenario[] = [
  {
    name: "DigitalHub's SDK with user and password, and boto3's signatures checked",
    run: async () => {
      await using peer = await connectPeer(ada);
      for (const id of asked) await peer.python("run.py", id, peer.newProject());
      return { passed: asked.length, failed: 0, skipped: 0 };
    },
  },
  {
    name: "DigitalHub's SDK with another password is told that it is not good",
    run: async () => {
      await using peer = await connectPeer(ada, { ...ada, password: "guess" });
      await assert.rejects(peer.python("run.py", "projects.create", peer.newProject()), /UnauthorizedError/u);
    },
  },
];
