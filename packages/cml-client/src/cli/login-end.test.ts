import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeToken } from "../auth/token-files.ts";
import { commandLine } from "../test/command-line.ts";
import { controller } from "../test/controller.ts";

/** A controller, and a shell without a login in which one was kept until a second ago. */
async function afterwards() {
  const { cml, environment } = await controller();
  const { CML_PASSWORD: _password, CML_USERNAME: _username, ...shell } = environment;
  const folder = mkdtempSync(join(tmpdir(), "cml-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const expiresAtMs = Date.now() - 1_000;
  await writeToken(folder, `${cml.url}/api/v0 admin`, { token: "a.b.c", expiresAtMs, renewAtMs: null });
  const says = `The login of admin that was kept ended at ${new Date(expiresAtMs).toISOString()}: run cml login.`;
  return { cml, folder, says, nobody: shell, shell: { ...shell, CML_TOKEN_DIRECTORY: folder } };
}

test("does not find a controller all right whose login was kept and has ended", async () => {
  const { cml, folder, says, shell } = await afterwards();
  const onLine = await commandLine(["check"], shell);
  expect([onLine.code, onLine.out]).toEqual([1, expect.stringContaining(`failed  login`)]);
  expect(onLine.out).toContain(says);
  const file = join(folder, "fleet.txt");
  writeFileSync(file, JSON.stringify([{ url: cml.url, fingerprint: cml.fingerprint256 }]));
  const inFile = await commandLine(["check", "--all", file], shell);
  expect([inFile.code, inFile.out]).toEqual([1, expect.stringContaining(says)]);
  expect(await commandLine(["check", "--username", "admin"], shell)).toMatchObject({
    code: 2,
    err: `${says}\n`,
  });
});

test.each([{ CML_USERNAME: "admin" }, { CML_USERNAME: "admin", CML_PASSWORD: "" }, { CML_PASSWORD: "x" }])(
  "nor one to which half a login was given: %j",
  async (half) => {
    const { nobody } = await afterwards();
    const { code, out } = await commandLine(["check"], { ...nobody, ...half });
    expect([code, out]).toEqual([1, expect.stringMatching(/failed +login +The login is not complete/)]);
  },
);

test("looks from the outside alone where there is no trace of a login", async () => {
  const { nobody } = await afterwards();
  for (const nothing of [{}, { CML_USERNAME: "", CML_PASSWORD: "" }]) {
    const { code, out } = await commandLine(["check"], { ...nobody, ...nothing });
    expect([code, out]).toEqual([0, expect.stringMatching(/skipped +login +no login was given/)]);
  }
});

test("takes a login that is not there for a mistake of the command line, and says why it is not", async () => {
  const { says, nobody, shell } = await afterwards();
  for (const args of [
    ["labs", "ls"],
    ["labs", "stop", "90f84e38-a71c-4d57-8d90-00fa8a197385"],
  ]) {
    const ended = await commandLine(args, shell);
    expect([ended.code, ended.err]).toEqual([2, expect.stringContaining(says)]);
    expect(await commandLine(args, { ...nobody, CML_USERNAME: "admin" })).toMatchObject({
      code: 2,
      err: expect.stringContaining("The login is not complete: give --username and CML_PASSWORD"),
    });
  }
  // What is open to everybody is it to those as well.
  expect((await commandLine(["request", "GET /system_information"], shell)).code).toBe(0);
});
