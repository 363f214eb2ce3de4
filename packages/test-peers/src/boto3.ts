import { execFile, spawnSync } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Peer, peer } from "./peer.ts";

const folder = process.env["AWS_VENV"];
const programs = folder === undefined ? "" : join(folder, "bin");
const python = join(programs, folder === undefined ? "python3" : "python");
const aws = join(programs, "aws");

/** What a program of AWS's is told about where it is; nothing else of the environment reaches it. */
export interface AwsSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** AWS's own library for Python, and its command line. */
export function boto3Peer(): Peer {
  const runs = (program: string, ...args: string[]) =>
    spawnSync(program, args, { stdio: "ignore", env: quiet }).status === 0;
  return peer(
    "boto3 or the aws command line",
    runs(python, "-c", "import boto3") && runs(aws, "--version"),
    'set AWS_VENV to a virtual environment with both, or put them on the PATH (pip install "boto3==1.44.8" "awscli==1.46.3")',
  );
}

/** Runs a Python program. @returns the JSON it prints. */
export async function runPython(file: string, settings: AwsSettings): Promise<unknown> {
  return JSON.parse(await output(python, [file], settings));
}

/** Runs the aws command line. @returns the JSON it prints; `undefined` for commands that print none. */
export async function runAws(args: readonly string[], settings: AwsSettings): Promise<unknown> {
  const text = await output(aws, args, settings);
  return text.trim() === "" ? undefined : JSON.parse(text);
}

const quiet = { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", AWS_EC2_METADATA_DISABLED: "true" };

async function output(
  program: string,
  args: readonly string[],
  { endpoint, region, accessKeyId, secretAccessKey }: AwsSettings,
): Promise<string> {
  const { stdout } = await promisify(execFile)(program, args, {
    env: {
      ...quiet,
      AWS_ENDPOINT_URL: endpoint,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    maxBuffer: 2 ** 26,
  });
  return stdout;
}
