import process from "node:process";
import { tour } from "../../faces/samples/tour.ts";

const [address = "", taskQueue = ""] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await tour(address, taskQueue)));
