/** What is wrong with a release of Node, `20.19.0` say; `undefined` when it will do. */
export function problemWithNode(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return undefined;
  return `cml needs Node.js 22.19 or newer, and this is ${version}.`;
}
