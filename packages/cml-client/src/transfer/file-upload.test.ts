import { randomFillSync } from "node:crypto";
import { mkdtemp, readdir, readlink, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Agent } from "undici";
import { expect, test, vi } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

const UPLOAD = "POST /images/upload";

/** A directory with a file of random bytes that is not a whole number of pieces. */
async function fileOf(size: number) {
  const directory = await mkdtemp(join(tmpdir(), "cml-upload-"));
  const path = join(directory, "alpine-3.20.qcow2");
  const bytes = randomFillSync(Buffer.allocUnsafe(size));
  await writeFile(path, bytes);
  return { directory, path, bytes, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
}

/** A controller that keeps the last file it was given. */
async function keeper() {
  let kept: File | undefined;
  const server = await openServer(async (request, response) => {
    if (request.method === "GET") return json(response, "OK");
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk);
      // Slower than the sender, whose buffers fill: what waits in them must not change.
      await pause(1);
    }
    const body = new Uint8Array(Buffer.concat(chunks));
    const headers = { "content-type": request.headers["content-type"] ?? "" };
    kept = (await new Response(body, { headers }).formData()).get("file") as File;
    json(response, "Success");
  });
  return {
    server,
    name: () => kept?.name,
    bytes: async () => Buffer.from((await kept?.arrayBuffer()) ?? new ArrayBuffer()),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

test("sends a file of this machine as it is, under its own name or another", async () => {
  await using file = await fileOf(12_000_001);
  await using controller = await keeper();
  await using cml = plainClient(controller.server);
  const told: number[] = [];
  const onProgress = ({ sentBytes }: { readonly sentBytes: number }) => void told.push(sentBytes);
  await cml.images.upload({ file: file.path }, { onProgress });
  expect(controller.name()).toBe("alpine-3.20.qcow2");
  expect((await controller.bytes()).equals(file.bytes)).toBe(true);
  expect([told[0], told.at(-1)]).toEqual([262_144, 12_000_001]);
  await cml.images.upload({ file: pathToFileURL(file.path), name: "other.qcow2" });
  expect(controller.name()).toBe("other.qcow2");
});

test("leaves each piece to a dispatcher that may keep it", async () => {
  await using file = await fileOf(2_000_000);
  await using controller = await keeper();
  const sockets = new Agent();
  const keeping = sockets.compose((dispatch) => (options, handler) => {
    if (options.method === "GET") return dispatch(options, handler);
    void Array.fromAsync(options.body as unknown as AsyncIterable<Uint8Array>).then((pieces) =>
      dispatch({ ...options, body: Buffer.concat(pieces) }, handler),
    );
    return true;
  });
  await using cml = plainClient(controller.server, { dispatcher: keeping });
  await cml.images.upload({ file: file.path });
  expect((await controller.bytes()).equals(file.bytes)).toBe(true);
  await sockets.close();
});

test("refuses what is no file, before anything is sent", async () => {
  await using file = await fileOf(1);
  await using controller = await keeper();
  await using cml = plainClient(controller.server);
  const { directory, path } = file;
  await truncate(path, 0);
  const refused: [unknown, RegExp][] = [
    [join(directory, "none.qcow2"), /could not be read \(ENOENT/],
    [path, /The file is empty/],
    [join(directory, "a.iso"), /name: it must end in/],
    ["", /file: it must be the path/],
    [new URL("https://cml.example/a.qcow2"), /file: it must be the path/],
  ];
  for (const [one, said] of refused) {
    const failure = await failureOf(cml.images.upload({ file: one as string }));
    expect(failure).toMatchObject({ code: "invalid_request", retryable: false, operation: UPLOAD });
    expect(failure.message).toMatch(said);
  }
  const directoryAsFile = { file: directory, name: "a.qcow2" };
  expect((await failureOf(cml.images.upload(directoryAsFile))).message).toMatch(/directory/);
  expect(controller.server.asked).toEqual([]);
});

test("says so when the file changes its length meanwhile, and closes it", async () => {
  await using file = await fileOf(2_000_000);
  const cut = vi.fn();
  await using server = await openServer(async (request, response) => {
    if (request.method === "GET") {
      await truncate(file.path, 1_000_000);
      cut();
      return json(response, "OK");
    }
    request.resume();
  });
  await using cml = plainClient(server);
  const failure = await failureOf(cml.images.upload({ file: file.path }));
  expect(cut).toHaveBeenCalled();
  expect(failure.message).toBe(`${UPLOAD}: The content ends after 1000000 of 2000000 bytes.`);
  expect(await openOf(file.path)).toEqual([]);
});

/** The descriptors of this process that lead to a file, where that can be told: none elsewhere. */
async function openOf(path: string): Promise<string[]> {
  const all = await readdir("/proc/self/fd").catch(() => []);
  const paths = await Promise.all(all.map((one) => readlink(`/proc/self/fd/${one}`).catch(() => "")));
  return paths.filter((one) => one === path);
}
