// What servers/hello.ts answers, in the form that every wrapper of Nuclio takes.
exports.hello = (context, { fields: { name = "world" } }) => context.callback({ hello: name });
