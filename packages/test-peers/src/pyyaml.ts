import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Peer, peer } from "./peer.ts";

const folder = process.env["AWS_VENV"];
const python = folder === undefined ? "python3" : join(folder, "bin", "python");

/** How Python reads YAML, which the aws command line brings along. */
export function pyYamlPeer(): Peer {
  const isHere = spawnSync(python, ["-c", "import yaml"], { stdio: "ignore" }).status === 0;
  return peer(
    "PyYAML",
    isHere,
    'set AWS_VENV to a virtual environment with it, or put it into the Python on the PATH (pip install "PyYAML")',
  );
}

const program = `
import json, sys, yaml
print(json.dumps([yaml.safe_load(text) for text in json.load(sys.stdin)], default=repr))
`;

/** What Python takes each of the texts for. @throws what it wrote when it could not read one */
export function readWithPyYaml(texts: readonly string[]): readonly unknown[] {
  const { status, stdout, stderr } = spawnSync(python, ["-c", program], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as unknown[];
}
