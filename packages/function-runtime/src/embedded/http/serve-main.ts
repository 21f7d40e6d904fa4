// What a serve run starts: a process that starts replicas of itself, replaces those that die, and tells all to close.
import cluster from "node:cluster";
import { runReplica } from "./serve-replica.ts";
import { runSupervisor } from "./serve-supervisor.ts";

if (cluster.isPrimary) runSupervisor();
else runReplica();
