// Our server on a port, in a process of its own.
import { startServer } from "@millrace/workflow-sdk/server";

const server = await startServer({ listen: { port: 0 } });
console.log(`server ${server.address}`);
