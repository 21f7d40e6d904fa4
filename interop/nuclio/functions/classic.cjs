// A handler in the form of Nuclio's own nodejs wrapper, one case a path: every wrapper can run it.
const { createHash } = require("node:crypto");

const digest = (body) => `${body.length} ${createHash("sha256").update(body).digest("hex").slice(0, 8)}`;

const routes = {
  "/": (context) => context.callback("ok"),
  "/length": (context, event) => context.callback(digest(event.body)),
  "/echo": (context, event) => context.callback(event.body),
  "/pair": (context) => context.callback([201, "made"]),
  "/pair-object": (context) => context.callback([202, { a: 1 }]),
  "/object": (context) => context.callback({ a: [1, "ä"] }),
  "/response": (context) => context.callback(new context.Response("<p>", { "x-one": "1" }, "text/html", 418)),
  "/numbers": (context) => context.callback(new context.Response("n", { "x-number": 7, "x-list": ["a", "b"] })),
  // MessagePack's maps come in any order.
  "/query": (context, { fields: { x, y } }) => context.callback({ x, y }),
  "/event": (context, { method, path, content_type, trigger, headers }) =>
    context.callback({ method, path, content_type, trigger: trigger.kind, header: headers["X-Foo"] }),
  "/cloud": (context, event) => context.callback(Buffer.isBuffer(event.body) ? `${event.body}` : event.body),
  "/log": (context) => {
    context.logger.infoWith("handled", { n: 1 });
    context.callback("logged");
  },
  "/throw": () => {
    throw new Error("boom");
  },
  "/async-return": async () => "returned",
  "/async-reject": async () => {
    throw new Error("late boom");
  },
  "/stray": (context) => {
    setTimeout(() => {
      throw new Error("stray");
    }, 5);
    setTimeout(() => context.callback("survived"), 500);
  },
  "/later": (context) => void setTimeout(() => context.callback("later"), 20),
  "/slow": (context) => void setTimeout(() => context.callback("slow"), 1500),
  "/hang": () => undefined,
  "/exit": () => process.exit(3),
  "/exit-zero": () => process.exit(0),
};

exports.handler = (context, event) => (routes[event.path] ?? routes["/"])(context, event);

/** Says what a cron trigger sends. */
exports.ticks = (context, event) => {
  if (event.trigger.kind === "cron") context.logger.info(`cron ${event.trigger.name} says ${event.body}`);
  context.callback("ok");
};
