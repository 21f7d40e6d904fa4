// Not ready before its init is over.
exports.initContext = async (context) => {
  await new Promise((resolve) => setTimeout(resolve, 1500));
  context.userData.ready = true;
};
exports.handler = (context) => context.callback(context.userData.ready === true ? "initialised" : "not initialised");
