/**
 * npm proves where a package was built by comparing its `repository` with the repository that built it, so the two are
 * set together or not at all.
 *
 * @param {import("./workspace.mjs").Manifest} manifest
 * @returns {readonly string[]}
 */
export const provenanceProblems = ({ publishConfig, repository }) => {
  const proven = publishConfig?.provenance === true;
  const url = typeof repository === "string" ? repository : repository?.url;
  if (proven && !url) return ["package.json asks for provenance and has no 'repository', which npm compares; set both"];
  if (!proven && url)
    return ["package.json has a 'repository' and no provenance of it; set 'publishConfig.provenance' too"];
  return [];
};
