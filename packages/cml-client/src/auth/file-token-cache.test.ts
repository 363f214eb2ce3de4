import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
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

/** The one file in a directory. */
async function onlyFile(directory: string): Promise<string> {
  const names = await readdir(directory);
  expect(names).toHaveLength(1);
  return join(directory, names[0] ?? "");
}

const soon = Date.now() + 3_600_000;
const token = { token: "a.b.c", expiresAtMs: soon, renewAtMs: soon - 60_000 };
const endless = { token: "opaque", expiresAtMs: null, renewAtMs: null };

test("gives back what was put in, also to another process, and forgets what is taken out", async () => {
  const directory = join(await place(), "deep", "tokens");
  const cache = fileTokenCache(directory);
  expect(await cache.get("k")).toBeUndefined();
  await Promise.all([cache.set("k", token), cache.set("l", endless)]);
  const other = fileTokenCache(directory);
  expect(await other.get("k")).toEqual(token);
  expect(await other.get("l")).toEqual(endless);
  await other.delete("k");
  await other.delete("k");
  expect(await cache.get("k")).toBeUndefined();
  expect(await cache.get("l")).toEqual(endless);
});

test("loses nothing when several write at the same moment", async () => {
  const directory = await place();
  const names = Array.from({ length: 20 }, (_, index) => `k${index}`);
  const writers = ["a", "b", "c", "d"].map((writer) => ({ writer, cache: fileTokenCache(directory) }));
  await Promise.all(
    writers.flatMap(({ writer, cache }) => names.map((name) => cache.set(writer + name, token))),
  );
  for (const { writer, cache } of writers) {
    for (const name of names) expect(await cache.get(writer + name)).toEqual(token);
  }
});

test("lets nobody but the owner read, and leaves no drafts", async () => {
  const directory = join(await place(), "tokens");
  await fileTokenCache(directory).set("k", token);
  expect((await stat(directory)).mode & 0o777).toBe(0o700);
  expect((await stat(await onlyFile(directory))).mode & 0o777).toBe(0o600);
});

test("takes away the drafts of processes that died, but not of those at work", async () => {
  const directory = await place();
  for (const name of ["old.draft", "new.draft"]) await writeFile(join(directory, name), "a secret");
  await utimes(join(directory, "old.draft"), 0, 0);
  await fileTokenCache(directory).set("k", token);
  const names = await readdir(directory);
  expect(names).toHaveLength(2);
  expect(names).toContain("new.draft");
});

test("takes away tokens that ended long ago, and nothing else", async () => {
  const directory = await place();
  const cache = fileTokenCache(directory);
  const endedAgo = (ms: number) => ({ ...token, expiresAtMs: Date.now() - ms });
  await cache.set("endless", endless);
  await cache.set("just ended", endedAgo(1_000));
  await cache.set("last week", endedAgo(7 * 86_400_000));
  await cache.set("old", endedAgo(91 * 86_400_000));
  await writeFile(join(directory, "notes.json"), JSON.stringify({ key: "old", ...endedAgo(1e12) }));
  const before = await readdir(directory);
  await cache.set("new", token);
  expect(await cache.get("old")).toBeUndefined();
  for (const key of ["endless", "just ended", "last week", "new"]) expect(await cache.get(key)).toBeDefined();
  expect(await readdir(directory)).toHaveLength(before.length);
});

test.each(["", "{", "[]", '{"token":5}', '{"key":"l","token":"a","expiresAtMs":1,"renewAtMs":1}', "\0"])(
  "takes a token for missing whose file holds %j, and no other",
  async (content) => {
    const directory = await place();
    const cache = fileTokenCache(directory);
    await cache.set("k", token);
    const file = await onlyFile(directory);
    await cache.set("l", endless);
    await writeFile(file, content);
    expect(await cache.get("k")).toBeUndefined();
    expect(await cache.get("l")).toEqual(endless);
    await cache.set("k", token);
    expect(await cache.get("k")).toEqual(token);
  },
);

test("believes no file that somebody else can write, or that lies elsewhere", async () => {
  const directory = await place();
  const cache = fileTokenCache(directory);
  await cache.set("k", token);
  const file = await onlyFile(directory);
  await chmod(file, 0o666);
  expect(await cache.get("k")).toBeUndefined();
  await chmod(file, 0o600);
  expect(await cache.get("k")).toEqual(token);
  const elsewhere = join(await place(), "theirs.json");
  await writeFile(elsewhere, await readFile(file), { mode: 0o600 });
  await rm(file);
  await symlink(elsewhere, file);
  expect(await cache.get("k")).toBeUndefined();
});

test("lets one program after another use one login, and keeps no password", async () => {
  await using cml = await startCmlSimulator();
  const directory = await place();
  for (const _ of [1, 2, 3]) {
    await using client = clientOf(cml, { tokenCache: fileTokenCache(directory) });
    expect(await client.labs.list()).toHaveLength(2);
  }
  expect(cml.requests.count("POST /authenticate")).toBe(1);
  const { key, ...kept } = JSON.parse(await readFile(await onlyFile(directory), "utf8"));
  expect(key).toBe(`${cml.url}/api/v0 admin`);
  expect(Object.keys(kept)).toEqual(["token", "expiresAtMs", "renewAtMs"]);
});
