import { type ChildProcessByStdio, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** Says what reaches it, and ends. `HOW` lets it end by itself: with a code, or by a signal. */
const program = `
  const how = process.env.HOW;
  if (Number(how)) process.exit(Number(how));
  if (how) process.kill(process.pid, how);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => { console.log(signal); process.exit(3); });
  }
  process.on("disconnect", () => { console.log("alone"); process.exit(3); });
  setInterval(() => console.log("goes on"), 1_000);
  console.log("ready " + process.argv.slice(2));
`;

/** What an install may take its time with. */
const slowPart = `
  if (process.env.SLOW) {
    console.error("install begins");
    setTimeout(() => console.error("install ends"), 2_000);
  }
`;

/** A repository with this one's launcher, a dependency that needs no network, and a program in place of the service. */
export interface StubProject {
  /** Runs a command in it. With `installed`, what npm would install counts as installed. */
  spawn(command: string, args: readonly string[], environment?: Readonly<Record<string, string>>): Launched;
  /** Changes the lock file, as an update of dependencies does. */
  changeLock(): void;
  /** Its folder, with a slash at the end. */
  readonly root: string;
  /** Puts a file into it. */
  write(path: string, content: unknown): void;
}

/** What the project depends on, besides its own part: entries of `dependencies`, and of the lock file. */
export interface MoreDependencies {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly packages: Readonly<Record<string, unknown>>;
}

/** A launcher at work. */
export interface Launched {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** Resolves once it said this. Rejects, with all it said, when it ends before. */
  says(text: string): Promise<void>;
  /** Resolves when everything that writes to its output has ended: the program too, even without its launcher. */
  ended(): Promise<{ readonly code: number | null; readonly said: string }>;
}

export function stubProject({ dependencies, packages }: Partial<MoreDependencies> = {}): StubProject {
  const root = mkdtempSync(join(tmpdir(), "cml-fleet-launch-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  const launcher = fileURLToPath(new URL("..", import.meta.url));
  for (const part of ["run.mjs", "launch"]) {
    cpSync(join(launcher, part), join(root, "scripts", part), { recursive: true });
  }
  const write = (path: string, content: unknown) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content));
  };
  const manifest = { name: "stub", version: "1.0.0", dependencies: { part: "file:part", ...dependencies } };
  const scripts = { start: "node scripts/run.mjs start", install: "node slow-part.mjs" };
  write("package.json", { ...manifest, type: "module", scripts });
  write("slow-part.mjs", slowPart);
  write("part/package.json", { name: "part", version: "1.0.0" });
  const lock = (change: object) =>
    write("package-lock.json", {
      ...{ name: "stub", version: "1.0.0", lockfileVersion: 3, requires: true },
      packages: {
        "": manifest,
        "node_modules/part": { resolved: "part", link: true },
        part: { name: "part", version: "1.0.0" },
        ...packages,
      },
      ...change,
    });
  lock({});
  write("examples/server/src/main.ts", program);
  return {
    spawn: (command, args, environment) => launch(root, command, args, environment),
    changeLock: () => lock({ "//": "changed" }),
    root: `${root}/`,
    write,
  };
}

/** What an install left beside `node_modules`. */
export function leftovers({ root }: StubProject): string[] {
  return readdirSync(root).filter((name) => name.startsWith(".install"));
}

function launch(
  cwd: string,
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Launched {
  // Nothing of the npm that may be running these tests.
  const { PATH = "", HOME = cwd } = process.env;
  const quiet = {
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
    npm_config_audit: "false",
  };
  const child = spawn(command, args, {
    cwd,
    env: { PATH, HOME, ...quiet, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  const waiting = new Set<() => void>();
  for (const output of [child.stdout, child.stderr]) {
    output.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      for (const look of waiting) look();
    });
  }
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    child,
    says(text) {
      return new Promise((resolve, reject) => {
        const look = () => said.includes(text) && resolve();
        waiting.add(look);
        look();
        void closed.then(() => reject(new Error(`It ended without saying "${text}":\n${said}`)));
      });
    },
    async ended() {
      await closed;
      return { code: child.exitCode, said };
    },
  };
}
