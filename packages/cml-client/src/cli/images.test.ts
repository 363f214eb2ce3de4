import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

/** A controller that takes files, and a file of this many bytes. */
async function dropFolder(size: number) {
  const received: { name: unknown; bytes: number }[] = [];
  const server = await openServer(async (request, response) => {
    if (request.method === "GET" && request.url?.endsWith("/authok")) return json(response, "OK");
    if (request.method === "GET") return json(response, ["a.qcow2", "b\u001b[31m.qcow2"]);
    if (request.method === "DELETE") return json(response, "Success");
    let bytes = 0;
    for await (const chunk of request) bytes += chunk.length;
    received.push({ name: request.headers["x-original-file-name"], bytes });
    json(response, "Success");
  });
  const folder = mkdtempSync(join(tmpdir(), "cml-"));
  onTestFinished(async () => {
    rmSync(folder, { recursive: true });
    await server[Symbol.asyncDispose]();
  });
  const path = join(folder, "alpine.qcow2");
  writeFileSync(path, Buffer.alloc(size));
  return {
    path,
    folder,
    received,
    server,
    environment: { CML_URL: server.url, CML_TOKEN: "a.static.token" },
  };
}

test("uploads a file, and shows a person how far it is", async () => {
  const { path, received, environment } = await dropFolder(3_000_000);
  const { code, out, err } = await commandLine(["images", "upload", path], environment, {
    isErrInteractive: true,
  });
  expect([code, out]).toEqual([0, "alpine.qcow2 uploaded, 3.0 MB\n"]);
  const [before, line, ...later] = err.split("\r\u001b[K");
  expect(before).toBe("");
  expect(line).toMatch(/^alpine\.qcow2 {2}\d+ % {2}\d\.\d of 3\.0 MB {2}\d+\.\d MB\/s$/);
  expect(later.at(-1)).toBe("");
  expect(received).toHaveLength(1);
  expect(received[0]?.bytes).toBeGreaterThan(3_000_000);
});

test("shows nothing of it where nobody looks, and gives the file another name", async () => {
  const { path, received, environment } = await dropFolder(10);
  const args = ["images", "upload", path, "--name", "edge-7.qcow2", "--json"];
  const { code, out, err } = await commandLine(args, environment);
  expect([code, JSON.parse(out), err]).toEqual([0, { name: "edge-7.qcow2", size: 10 }, ""]);
  expect(received[0]?.name).toBe("edge-7.qcow2");
});

test.each([
  [[], "Name one file: cml images upload FILE."],
  [["/nowhere.qcow2"], "The file /nowhere.qcow2 cannot be read: no such file"],
  [["/dev/null"], "/dev/null is no file whose size is known"],
  [["a.qcow2", "b.qcow2"], "Name one file"],
])("refuses to upload %j", async (files, says) => {
  const { server, environment } = await dropFolder(1);
  const { code, err } = await commandLine(["images", "upload", ...files], environment);
  expect(code).toBe(2);
  expect(err).toContain(says);
  expect(server.asked).toEqual([]);
});

test("lists the files, removes them, and completes their names", async () => {
  const { server, environment } = await dropFolder(1);
  expect((await commandLine(["images", "ls"], environment)).out).toBe("a.qcow2\nb [31m.qcow2\n");
  expect(await commandLine(["images", "rm", "a.qcow2"], environment)).toMatchObject({
    code: 0,
    out: "a.qcow2 removed\n",
  });
  expect(server.asked).toContain("DELETE /images/manage/a.qcow2");
  const completed = await commandLine(["completion", "line", "cml images rm "], environment);
  expect(completed.out).toContain("a.qcow2\n");
});

test("says how to send a file when a request would need one", async () => {
  const { server, environment } = await dropFolder(1);
  const { code, err } = await commandLine(["request", "POST /images/upload", "--body", "{}"], environment);
  expect([code, err]).toEqual([2, "POST /images/upload sends a file: cml images upload FILE.\n"]);
  expect(server.asked).toEqual([]);
});
