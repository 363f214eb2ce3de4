import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { controller, password } from "../test/controller.ts";

async function place() {
  const { cml, environment } = await controller();
  const folder = mkdtempSync(join(tmpdir(), "cml-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const directory = join(folder, "tokens");
  const shell: Record<string, string> = { ...environment, CML_TOKEN_DIRECTORY: directory };
  return { cml, directory, shell };
}

test("begins no session that it cannot keep", async () => {
  const { cml, directory, shell } = await place();
  writeFileSync(directory, "a file");
  const { code, err } = await commandLine(["login"], shell);
  expect([code, err]).toEqual([2, expect.stringContaining(`cannot be kept in ${directory}`)]);
  expect(cml.requests.count()).toBe(0);
});

test("ends a session that it could not keep after all", async () => {
  const { cml, directory, shell } = await place();
  const { CML_PASSWORD: _, ...without } = shell;
  const { code, err } = await commandLine(["login"], without, {
    async ask() {
      rmSync(directory, { recursive: true });
      writeFileSync(directory, "a file");
      return password;
    },
  });
  expect([code, err]).toEqual([2, expect.stringContaining(`cannot be kept in ${directory}`)]);
  expect(cml.requests.count("POST /authenticate")).toBe(1);
  expect(cml.requests.count("DELETE /logout")).toBe(1);
});

test("takes empty variables of the environment for none, and asks", async () => {
  const { cml, shell } = await place();
  const asked: string[] = [];
  const login = await commandLine(
    ["login"],
    { ...shell, CML_USERNAME: "", CML_PASSWORD: "" },
    {
      async ask(question) {
        asked.push(question);
        return question.startsWith("User") ? cml.username : password;
      },
    },
  );
  expect([login.code, login.err, asked]).toEqual([0, "", ["User name: ", "Password: "]]);
});
