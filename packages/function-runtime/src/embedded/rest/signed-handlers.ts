import { fileReply, tagOf } from "./file-reply.ts";
import { Refusal } from "./refusal.ts";
import type { Handlers } from "./rest-request.ts";

/** Files by URLs that were signed: whoever has one needs no credentials. */
export const signedHandlers: Handlers<"readSigned" | "writeSigned"> = {
  readSigned: async ({ site: { platform, signer }, query, headers }) => {
    const { path } = signer.check("GET", query);
    const info = await platform.fileInfo(path);
    if (info === undefined) throw new Refusal(404, `there is no file ${path}`);
    const reply = fileReply(platform, info, headers.range);
    const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(info.name)}`;
    return { ...reply, headers: { ...reply.headers, "content-disposition": disposition } };
  },

  writeSigned: async ({ site: { platform, signer, uploads }, query, headers, content }) => {
    const { path, part } = signer.check("PUT", query);
    if (part !== undefined) {
      const [id = "", number = ""] = part.split("/");
      return { headers: { etag: `"${await uploads.put(id, path, Number(number), content())}"` } };
    }
    return { headers: { etag: tagOf(await platform.upload(path, content(), headers["content-type"])) } };
  },
};
