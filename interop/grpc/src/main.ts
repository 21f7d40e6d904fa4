import { runScenarios } from "@millrace/tooling-engines";
import { conformance } from "./conformance.ts";
import { framing } from "./h2spec.ts";

void runScenarios(async () => [...(await conformance()), ...(await framing())]);
