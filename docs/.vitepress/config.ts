import { defineConfig, type UserConfig } from "vitepress";

const config: UserConfig = defineConfig({
  title: "Millrace",
  description: "Stream functions, durable workflows, pipelines, dataflows and functions in TypeScript",
  cleanUrls: true,
  themeConfig: {
    nav: [
      { text: "Start", link: "/getting-started" },
      { text: "Pipelines", link: "/guide/pipelines" },
      { text: "Streams", link: "/guide/streams" },
      { text: "Workflows", link: "/guide/workflows" },
      { text: "Dataflows", link: "/guide/dataflows" },
      { text: "Functions", link: "/guide/functions" },
      { text: "Errors", link: "/errors" },
      { text: "API", link: "/api" },
    ],
    sidebar: [
      {
        text: "Millrace",
        items: [
          { text: "Getting started", link: "/getting-started" },
          { text: "Concepts", link: "/concepts" },
        ],
      },
      {
        text: "Pipelines",
        items: [
          { text: "Overview", link: "/guide/pipelines" },
          { text: "By names", link: "/guide/pipelines-by-names" },
          { text: "By values", link: "/guide/pipelines-by-values" },
          { text: "How a run goes", link: "/guide/pipelines-execution" },
          { text: "Watching a run", link: "/guide/pipelines-watching" },
          { text: "On the command line", link: "/guide/pipelines-command" },
          { text: "Testing", link: "/guide/pipelines-testing" },
          { text: "What the compiler checks", link: "/guide/pipelines-types" },
          { text: "Beside pypedream", link: "/guide/pipelines-pypedream" },
        ],
      },
      {
        text: "Stream functions",
        items: [
          { text: "Overview", link: "/guide/streams" },
          { text: "The local engine", link: "/guide/streams-local" },
          { text: "Serving", link: "/guide/streams-serving" },
          { text: "Testing", link: "/guide/streams-testing" },
          { text: "pynumaflow's names", link: "/guide/streams-pynumaflow" },
        ],
      },
      {
        text: "Workflows",
        items: [
          { text: "Overview", link: "/guide/workflows" },
          { text: "Clients in detail", link: "/guide/workflows-client" },
          { text: "Workers in detail", link: "/guide/workflows-workers" },
          { text: "A server in memory", link: "/guide/workflows-server" },
          { text: "Testing", link: "/guide/workflows-testing" },
          { text: "Official names", link: "/guide/workflows-official-names" },
        ],
      },
      {
        text: "Dataflows",
        items: [
          { text: "Overview", link: "/guide/dataflows" },
          { text: "Nodes", link: "/guide/dataflows-nodes" },
          { text: "Operators", link: "/guide/dataflows-operators" },
          { text: "Data", link: "/guide/dataflows-data" },
          { text: "In your process", link: "/guide/dataflows-embedded" },
          { text: "Under dora's daemon", link: "/guide/dataflows-daemon" },
          { text: "Testing", link: "/guide/dataflows-testing" },
        ],
      },
      {
        text: "Functions",
        items: [
          { text: "Overview", link: "/guide/functions" },
          { text: "Writing a function", link: "/guide/functions-writing" },
          { text: "Projects and entities", link: "/guide/functions-entities" },
          { text: "Runs", link: "/guide/functions-runs" },
          { text: "Serving", link: "/guide/functions-serving" },
          { text: "Images", link: "/guide/functions-building" },
          { text: "On DigitalHub", link: "/guide/functions-digitalhub" },
          { text: "Under Nuclio", link: "/guide/functions-nuclio" },
          { text: "On the command line", link: "/guide/functions-command" },
          { text: "Testing", link: "/guide/functions-testing" },
        ],
      },
      {
        text: "Reference",
        items: [
          { text: "Errors", link: "/errors" },
          { text: "API", link: "/api" },
        ],
      },
    ],
    search: { provider: "local" },
    outline: { level: [2, 3] },
  },
});

export default config;
