/**
 * Whether an npm that this Node.js runs installs everything: npm leaves out optional packages, such as the binaries of the
 * build tools, which do not name its Node.js among their `engines`.
 */
export function installsEverything(version) {
  const [major, minor] = version.split(".").map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/**
 * The Node.js that runs npm, where npm runs this script, and this one where it does not. They differ: within a script,
 * npm lets `node` be the one of devDependencies.
 */
export function nodeOfNpm() {
  const { npm_config_user_agent: agent = "", npm_node_execpath: binary } = process.env;
  const [, version] = /\bnode\/v(\S+)/.exec(agent) ?? [];
  return binary && version
    ? { binary, version }
    : { binary: process.execPath, version: process.versions.node };
}
