// Says in a file what becomes of it.
import { appendFileSync } from "node:fs";

const say = (what) => appendFileSync(process.env.LIFECYCLE_FILE, `${what}\n`);

export const initContext = (context) => {
  context.platform.setTerminationCallback(async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    say("terminated");
  });
  context.platform.setDrainCallback(() => say("drained"));
  say("initialised");
};

export const handler = async (context, event) => {
  if (event.path === "/slow") await new Promise((resolve) => setTimeout(resolve, 700));
  return `pid ${process.pid}`;
};
