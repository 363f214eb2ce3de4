import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { eventServer } from "../test/event-server.ts";
import { idOf } from "../test/ids.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

/** The program as a process of its own, whose output somebody reads as long as they like. */
function started(...args: string[]) {
  const main = fileURLToPath(new URL("main.ts", import.meta.url));
  const program: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    ["--conditions=@cml-fleet/source", main, ...args],
    { env: { CML_TOKEN: "a.static.token" }, stdio: ["ignore", "pipe", "pipe"] },
  );
  onTestFinished(() => void program.kill());
  let err = "";
  program.stderr.on("data", (chunk) => {
    err += chunk;
  });
  return {
    /** Reads what comes first, and goes away. */
    async leave() {
      const [first] = await once(program.stdout, "data");
      program.stdout.destroy();
      await once(program.stdout, "close");
      return String(first);
    },
    async ended() {
      const [code] = program.exitCode === null ? await once(program, "close") : [program.exitCode];
      return { code, err };
    },
  };
}

/** Two controllers: one answers at once, and the other when it is told to. */
async function controllers(answer: (response: ServerResponse) => void) {
  const late = Promise.withResolvers<void>();
  const fine = (response: ServerResponse) => json(response, { version: "2.9.0", ready: true });
  const [soon, later] = [
    await openServer((_request, response) => answer(response)),
    await openServer((_request, response) => late.promise.then(() => fine(response))),
  ];
  onTestFinished(async () => {
    await soon[Symbol.asyncDispose]();
    await later[Symbol.asyncDispose]();
  });
  return { soon, later, answerLate: late.resolve };
}

test("keeps the exit code of a failure whose reader has gone", async () => {
  const { soon, later, answerLate } = await controllers((response) => response.writeHead(400).end());
  const program = started("labs", "stop", idOf(1), "--url", soon.url);
  expect(await program.ended()).toMatchObject({ code: 1 });
  const check = started("check", soon.url, later.url);
  expect(await check.leave()).toContain("failed");
  answerLate();
  expect(await check.ended()).toEqual({ code: 1, err: "" });
});

test("does what it was told to the end though nobody reads of it, and says with its code that all went well", async () => {
  const answered = Promise.withResolvers<void>();
  await using server = await openServer(async ({ url = "" }, response) => {
    if (url.includes(idOf(2))) await answered.promise;
    response.writeHead(204).end();
  });
  const program = started("labs", "stop", idOf(1), idOf(2), idOf(3), "--url", server.url);
  expect(await program.leave()).toBe(`${idOf(1)} told to stop\n`);
  answered.resolve();
  expect(await program.ended()).toEqual({ code: 0, err: "" });
  expect(server.asked.at(-1)).toBe(`PUT /labs/${idOf(3)}/stop`);
});

test("ends what is only there to be read", async () => {
  await using server = await eventServer();
  const program = started("events", "--url", server.url);
  const peer = await server.peer();
  await peer.hello;
  const change = {
    event_type: "state_change",
    event: "BOOTED",
    element_type: "Node",
    element_id: "n",
    lab_id: "l",
  };
  peer.send(change);
  expect(await program.leave()).toContain("connected");
  peer.send(change);
  expect(await program.ended()).toEqual({ code: 0, err: "" });
});

test("ends a download that nobody reads", async () => {
  const gone = Promise.withResolvers<void>();
  await using server = await openServer(async (request, response) => {
    response.writeHead(200, { "content-type": "application/vnd.tcpdump.pcap" }).write("first");
    await gone.promise;
    response.write("second");
    await once(request.socket, "close");
  });
  const program = started("request", `GET /pcap/${idOf(1)}`, "--url", server.url);
  expect(await program.leave()).toBe("first");
  gone.resolve();
  expect(await program.ended()).toEqual({ code: 0, err: "" });
});
