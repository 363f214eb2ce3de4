import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { zshPeer } from "@cml-fleet/test-peers";
import { expect, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { json, loopback } from "../test/loopback.ts";

const hostile = ["$(echo run)", "`echo run`", "a;echo run", "-rf", "two words", "\u001b[31m"];

test("completes no name that a shell would run", async () => {
  await using server = await loopback((_request, response) => json(response, [...hostile, "a-1.qcow2"]));
  const environment = { CML_URL: server.url, CML_TOKEN: "a.static.token" };
  const { out } = await commandLine(["completion", "line", "cml images rm "], environment);
  expect(out).toBe("a-1.qcow2\n");
});

test("runs nothing in bash that it is given for completion, and offers what begins like the word", async () => {
  const { out: script } = await commandLine(["completion", "bash"]);
  const program = `${script}
cml() { printf '%s\\n' '$(echo run >&2)' 'start' 'stop' 'ls'; }
COMP_LINE='cml labs s' COMP_POINT=10 COMP_WORDS=(cml labs "$1") COMP_CWORD=2
_cml
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const completed = (word: string) => promisify(execFile)("bash", ["-c", program, "bash", word]);
  expect(await completed("s")).toEqual({ stdout: "start\nstop\n", stderr: "" });
  expect(await completed("")).toEqual({ stdout: "$(echo run >&2)\nstart\nstop\nls\n", stderr: "" });
});

const { missing } = zshPeer();

// With the reason in its name when it is left out.
test.skipIf(missing !== undefined)(
  `hands zsh the line up to the cursor, and its candidates as they come${missing ? ` (${missing})` : ""}`,
  async () => {
    const { out: script } = await commandLine(["completion", "zsh"]);
    const program = `compdef() { print -r -- "compdef $*" }
compadd() { print -rl -- "$@" }
cml() { print -r -- "$3" >&2; print -rl -- 'GET\\ /labs' '$(echo run >&2)' }
${script}
words=(cml --json request 'GET\\ /l') CURRENT=4 PREFIX='GET\\ /l'
_cml`;
    expect(await promisify(execFile)("zsh", ["-fc", program])).toEqual({
      stdout: "compdef _cml cml\n-Q\n--\nGET\\ /labs\n$(echo run >&2)\n",
      stderr: "",
    });
    const asked = program.replace(" 2>/dev/null", "");
    expect((await promisify(execFile)("zsh", ["-fc", asked])).stderr).toBe("cml --json request GET\\ /l\n");
  },
);
