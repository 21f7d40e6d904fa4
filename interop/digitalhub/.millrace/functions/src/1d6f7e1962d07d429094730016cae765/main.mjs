export const logs = async ({ project }) => {
  await project.logArtifact({ name: "written", data: "hello" });
};
