/** Functions for the command. */
export const functionFiles: Readonly<Record<string, string>> = {
  "math.mjs": `
export const sum = ({ a, b = 0 }) => { console.log("adding", a, b); return a + b; };
export const env = () => process.env.COLOUR + "/" + process.env.TOKEN;
export const fails = () => { console.error("about to fail"); throw new Error("boom"); };
export async function slow({ signal }) {
  console.log("begun");
  await new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 60_000);
    signal.addEventListener("abort", () => { clearTimeout(timer); reject(signal.reason); });
  });
}
export const read = async ({ data }) => (await data.asText?.()) ?? data.name;
`,
  "only.mjs": "export const hello = ({ name = 'you' }) => `Hello, ${name}!`;",
  "parts/main.mjs": 'import { half } from "./half.mjs"; export const quarter = ({ n }) => half(half(n));',
  "parts/half.mjs": "export const half = (n) => n / 2;",
  "parts/outside.mjs": 'import { hello } from "../only.mjs"; export const greet = hello;',
};
