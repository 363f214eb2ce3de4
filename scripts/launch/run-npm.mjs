import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { codeFor, supervise } from "./supervise.mjs";

const glibcForNpm9 = fileURLToPath(new URL("npm-9-glibc.cjs", import.meta.url));

/** Runs npm on the Node.js given. Ends the process when it fails, or is stopped; by then npm has ended. */
export async function runNpm(args, { node, cwd, npmIsGone }) {
  const npm = process.env.npm_execpath;
  const preload = /\bnpm\/9\./.test(process.env.npm_config_user_agent) ? ["--require", glibcForNpm9] : [];
  const [command, first] = npm ? [node, [...preload, npm]] : ["npm", []];
  const { code, asked } = await supervise(command, [...first, ...args, "--loglevel=error"], {
    npmIsGone,
    // npm first ends what it has begun: seconds, on an older Node.js up to half a minute.
    onAsked: () => console.error("Ending the install …"),
    cwd,
    env: environment(node),
    stdio: ["ignore", "ignore", "inherit"],
    shell: !npm && process.platform === "win32",
  }).catch(() => ({ code: 1 }));
  if (asked !== undefined) process.exit(codeFor(asked));
  if (code === 0) return;
  console.error('Installing failed. Run "npm ci" to see why, then try again.');
  process.exit(1);
}

/** Lets this Node.js be the one of npm's scripts too, and npm say so, where it is not the one at work here. */
function environment(node) {
  if (node === process.execPath) return process.env;
  const { npm_config_user_agent: _, ...env } = process.env;
  const path = Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  return { ...env, npm_node_execpath: node, [path]: [dirname(node), env[path]].join(delimiter) };
}
