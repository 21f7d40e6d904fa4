import { storeOf } from "./file-paths.ts";
import { openApiDocument } from "./open-api.ts";
import { Refusal } from "./refusal.ts";
import type { Handlers } from "./rest-request.ts";

/** The level of DigitalHub Core's API that this server has. */
export const apiLevel = 15;
export const apiVersion = "0.15.0";

export const aboutHandlers: Handlers<
  "health" | "configuration" | "openIdConfiguration" | "apiDocs" | "checkAuth" | "me"
> = {
  health: () => Promise.resolve({ json: { status: "UP" } }),

  configuration: ({ site }) => {
    const store = storeOf(site.platform);
    return Promise.resolve({
      json: {
        dhcore_endpoint: site.url,
        dhcore_name: "millrace",
        dhcore_version: apiVersion,
        dhcore_api_level: apiLevel,
        dhcore_default_files_store: store,
        aws_endpoint_url: site.s3Url,
        s3_bucket: store.replace(/^\w+:\/\//u, ""),
        s3_path_style: "true",
      },
    });
  },

  openIdConfiguration: () => Promise.reject(new Refusal(404, "this server gives no tokens")),
  apiDocs: ({ site }) => Promise.resolve({ json: openApiDocument(site.url) }),
  checkAuth: ({ site }) => Promise.resolve({ json: { name: site.user ?? "anonymous" } }),
  me: ({ site }) => Promise.resolve({ json: { username: site.user ?? "anonymous" } }),
};
