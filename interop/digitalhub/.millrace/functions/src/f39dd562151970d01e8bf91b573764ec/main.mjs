export const fails = () => {
  throw new Error("this is no good");
};
