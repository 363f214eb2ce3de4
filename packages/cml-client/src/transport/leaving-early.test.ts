import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { CmlClient, CmlHooks } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

/** Leaves at a hook that is told between the login of a call and its request. */
async function leavingAt(
  hookOf: (leave: () => void) => CmlHooks,
  how: "abort" | "close",
  call: (cml: CmlClient, signal: AbortSignal) => Promise<unknown>,
) {
  await using server = await openServer((request, response) => {
    request.resume().on("end", () => json(response, "a.b.c"));
  });
  const leaving = new AbortController();
  const leave = () => (how === "abort" ? leaving.abort() : void cml.close());
  const cml = plainClient(server, { auth: { username: "u", password: "p" }, hooks: hookOf(leave) });
  const { code } = await failureOf(call(cml, leaving.signal));
  await cml.close();
  return { code, asked: server.asked };
}

const atRequest = (operation: string) => (leave: () => void) => ({
  onRequest: (request: { readonly operation: string }) => {
    if (request.operation === operation) leave();
  },
});
const atAnswerOf = (operation: string) => (leave: () => void) => ({
  onResponse: (response: { readonly operation: string }) => {
    if (response.operation === operation) leave();
  },
});
const upload = (cml: CmlClient, signal: AbortSignal) => {
  const content = Readable.from([Buffer.from("abc")]);
  return cml.images.upload({ name: "a.qcow2", size: 3, content }, { signal });
};

const ways: [string, "abort" | "close", (cml: CmlClient, signal: AbortSignal) => Promise<unknown>][] = [
  ["GET /labs", "abort", (cml, signal) => cml.labs.list({ signal })],
  ["GET /labs", "close", (cml) => cml.labs.list()],
  ["GET /pcap/{link_capture_key}", "abort", (cml, signal) => cml.pcap.download(idOf(5), { signal })],
  ["GET /pcap/{link_capture_key}", "close", (cml) => cml.pcap.download(idOf(5))],
  ["POST /images/upload", "abort", upload],
  ["POST /images/upload", "close", upload],
];

test.each(ways)("sends no %s for a caller who left just before it: %s", async (operation, how, call) => {
  expect(await leavingAt(atRequest(operation), how, call)).toEqual({
    code: how === "abort" ? "aborted" : "closed",
    asked: ["POST /authenticate"],
  });
});

test.each(["abort", "close"] as const)(
  "begins no upload for a caller who left when its login was asked about: %s",
  async (how) => {
    const twice = async (cml: CmlClient, signal: AbortSignal) => {
      await cml.labs.list().catch(() => {});
      return upload(cml, signal);
    };
    expect(await leavingAt(atAnswerOf("GET /authok"), how, twice)).toEqual({
      code: how === "abort" ? "aborted" : "closed",
      asked: ["POST /authenticate", "GET /labs?show_all=false", "GET /authok"],
    });
  },
);
