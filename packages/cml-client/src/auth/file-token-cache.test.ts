import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, onTestFinished, test } from "vitest";
import { fileTokenCache } from "../index.ts";
import { clientOf } from "../test/clients.ts";

async function place(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "cml-tokens-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

const token = { token: "a.b.c", expiresAtMs: 2_000, renewAtMs: 1_000 };
const endless = {
  token: "opaque",
  expiresAtMs: Number.POSITIVE_INFINITY,
  renewAtMs: Number.POSITIVE_INFINITY,
};

test("gives back what was put in, also to another process, and forgets what is taken out", async () => {
  const file = join(await place(), "deep", "tokens.json");
  const cache = fileTokenCache(file);
  expect(await cache.get("k")).toBeUndefined();
  await Promise.all([cache.set("k", token), cache.set("l", endless)]);
  const other = fileTokenCache(file);
  expect(await other.get("k")).toEqual(token);
  expect(await other.get("l")).toEqual(endless);
  await other.delete("k");
  expect(await cache.get("k")).toBeUndefined();
  expect(await cache.get("l")).toEqual(endless);
});

test("lets nobody but the owner read it, whatever was there before, and leaves no drafts", async () => {
  const directory = await place();
  const file = join(directory, "tokens.json");
  await writeFile(file, "{}");
  await chmod(file, 0o666);
  await fileTokenCache(file).set("k", token);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await fileTokenCache(join(directory, "deep", "tokens.json")).set("k", token);
  expect((await stat(join(directory, "deep"))).mode & 0o777).toBe(0o700);
  expect((await readdir(directory)).sort()).toEqual(["deep", "tokens.json"]);
});

test.each(["", "{", "[]", '{"k":{"token":5}}', "\0"])(
  "takes a file for empty that holds %j",
  async (content) => {
    const file = join(await place(), "tokens.json");
    await writeFile(file, content);
    const cache = fileTokenCache(file);
    expect(await cache.get("k")).toBeUndefined();
    await cache.set("k", token);
    expect(await cache.get("k")).toEqual(token);
  },
);

test("lets one program after another use one login, and keeps no password", async () => {
  await using cml = await startCmlSimulator();
  const file = join(await place(), "tokens.json");
  for (const _ of [1, 2, 3]) {
    await using client = clientOf(cml, { tokenCache: fileTokenCache(file) });
    expect(await client.labs.list()).toHaveLength(2);
  }
  expect(cml.requests.count("POST /authenticate")).toBe(1);
  expect(Object.keys(JSON.parse(await readFile(file, "utf8")))).toEqual([`${cml.url}/api/v0 admin`]);
});
