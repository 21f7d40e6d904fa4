exports.initContext = async () => {
  throw new Error("no database");
};
exports.handler = (context) => context.callback("served without init");
