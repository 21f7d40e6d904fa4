import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { createClient, FunctionError, serve } from "@millrace/function-runtime";
import { drain } from "./drain.ts";
import { nearest } from "./nearest.ts";

const out = path.join(import.meta.dirname, "..", "out");

async function main(): Promise<boolean> {
  const service = await serve(nearest, { port: 0 });
  // A client needs the function's type alone, which is gone when the program runs.
  const client = createClient<typeof nearest>(service.url);
  const found = await client.call({ lat: 40.7, lon: -74 });
  console.log(`Nearest to New York: ${found.map(({ city, km }) => `${city} (${km} km)`).join(", ")}`);

  const issues = await client.call({ lat: 91, lon: -74, count: 0 }).then(
    () => [],
    (error: unknown) => issuesOf(error),
  );
  console.log(`A latitude of 91 and a count of 0 are refused: ${issues.join("; ")}`);
  const text = await fetch(service.url, { method: "POST", body: "hello" });
  console.log(`Text instead of JSON: ${text.status} ${text.headers.get("content-type")}`);

  const openApi = await (await fetch(new URL("/openapi.json", service.url))).text();
  await mkdir(out, { recursive: true });
  await writeFile(path.join(out, "openapi.json"), openApi);
  const isDescribed = openApi.includes("How many capitals to give");
  console.log(`It says itself what it takes: ${isDescribed ? "yes" : "NO"}. To look at: out/openapi.json`);

  await service.close();

  const requests = 200;
  const { answered, readyWhileClosing } = await drain(requests);
  console.log(
    `Closed with ${requests} requests open: ${answered} answered, /ready said ${readyWhileClosing} meanwhile`,
  );
  return (
    found[0]?.city === "Trenton" &&
    issues.length === 2 &&
    text.status === 415 &&
    isDescribed &&
    answered === requests &&
    readyWhileClosing === 503
  );
}

function issuesOf(error: unknown): readonly string[] {
  if (!FunctionError.is(error, "FUNCTION_INVALID_PARAMETERS")) throw error;
  const issues = error.details?.["issues"] as readonly { readonly message: string }[];
  return issues.map(({ message }) => message);
}

process.exitCode = (await main()) ? 0 : 1;
