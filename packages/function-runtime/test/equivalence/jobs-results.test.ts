import { table } from "./table.ts";
import { testJobs } from "./test-jobs.ts";

testJobs(table.filter(({ job }) => "results" in job));
