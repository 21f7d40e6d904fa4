import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import type { FileInfo, Platform } from "../../src/index.ts";
import { downloadFiles } from "../../src/material-files.ts";
import { expectCode, withFolder, withProject } from "./support/with-project.ts";

describe("download", () => {
  it("[ENT-38] writes to a file, into a folder, and over nothing unasked", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const artifact = await project.logArtifact({ name: "a", data: "new" });
        const to = path.join(folder, "b.txt");
        expect(await artifact.download({ to })).toBe(to);
        expect(await artifact.download({ to: `${path.join(folder, "deep", "er")}/` })).toBe(
          path.join(folder, "deep", "er", "a.txt"),
        );
        await mkdir(path.join(folder, "there"));
        expect(await artifact.download({ to: path.join(folder, "there") })).toBe(path.join(folder, "there", "a.txt"));

        await writeFile(to, "old");
        await expectCode(artifact.download({ to }), "FUNCTION_FILE_EXISTS");
        expect(await readFile(to, "utf8")).toBe("old");
        await artifact.download({ to, overwrite: true });
        expect(await readFile(to, "utf8")).toBe("new");
      }),
    ));

  it.each(["../evil", "/etc/evil", "a/../../evil"])("[ENT-38] writes nothing outside of the folder: '%s'", (evil) =>
    withFolder(async (folder) => {
      const file = {
        path: evil,
        name: "evil",
        size: 1,
        content_type: "",
        hash: "",
        last_modified: "",
      } satisfies FileInfo;
      const platform = {
        files: async () => [file],
        download: async function* () {
          yield Uint8Array.of(1);
        },
      } as unknown as Platform;
      const to = path.join(folder, "to");
      await expectCode(downloadFiles(platform, "s3://b/p/", { name: "a", to }), "FUNCTION_INVALID_NAME");
      expect(await readdir(folder)).toEqual([]);
    }),
  );

  it("[ENT-38] reads content of the web where it is", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const server = createServer((request, response) => {
          response.statusCode = request.url === "/data.csv" ? 200 : 404;
          response.end("a\n1\n");
        });
        await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
        const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        try {
          const dataitem = await project.newDataitem({ name: "d", kind: "table", path: `${base}/data.csv` });
          expect(await dataitem.rows()).toEqual([{ a: 1 }]);
          expect(await dataitem.download({ to: `${folder}/` })).toBe(path.join(folder, "data.csv"));
          const gone = await project.newArtifact({ name: "gone", path: `${base}/gone` });
          expect((await expectCode(gone.bytes(), "FUNCTION_NO_CONTENT")).message).toContain("404");
        } finally {
          server.close();
          server.closeAllConnections();
        }
      }),
    ));

  it("[ENT-38] by default goes to a folder of the entity's name in the working directory", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const artifact = await project.logArtifact({ name: "a", data: "x" });
        const before = process.cwd();
        process.chdir(folder);
        try {
          expect(path.resolve(await artifact.download())).toBe(path.join(process.cwd(), "a", "a.txt"));
        } finally {
          process.chdir(before);
        }
      }),
    ));
});
