import { once } from "node:events";
import { request } from "undici";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import type { CmlFault } from "./cml-faults.ts";
import { startCmlSimulator } from "./cml-simulator.ts";

const operation = "GET /system_information";

async function faulty(fault: CmlFault) {
  const cml = await startCmlSimulator({ https: false, labs: [] });
  cml.faults.add({ operation, fault });
  const ask = async () => {
    const { statusCode, headers, body } = await request(`${cml.url}/api/v0/system_information`);
    return { status: statusCode, headers, text: await body.text() };
  };
  return { cml, ask, [Symbol.asyncDispose]: () => cml.close() };
}

test.each<[Readonly<Record<string, string>>, object]>([
  [{ "Retry-After": "1" }, { "retry-after": "1", "content-type": "application/json" }],
  [{ location: "https://elsewhere.example/" }, { location: "https://elsewhere.example/" }],
  [{ "Content-Type": "application/problem+json" }, { "content-type": "application/problem+json" }],
])("refuses a call with the headers %j", async (headers, seen) => {
  await using here = await faulty({ kind: "status", status: 429, headers });
  const { status, headers: got, text } = await here.ask();
  expect([status, JSON.parse(text)]).toEqual([429, { code: 429, description: "429: Too Many Requests" }]);
  expect(got).toMatchObject(seen);
});

test("refuses a handshake with headers", async () => {
  await using cml = await startCmlSimulator({ https: false, labs: [] });
  const fault = { kind: "status", status: 503, headers: { "Retry-After": "7" } } as const;
  cml.faults.add({ operation: "GET /ws/ui", fault });
  const socket = new WebSocket(`ws://127.0.0.1:${cml.port}/ws/ui`);
  socket.on("error", () => {});
  const [, answer] = await once(socket, "unexpected-response");
  socket.terminate();
  expect([answer.statusCode, answer.headers["retry-after"]]).toEqual([503, "7"]);
});

test.each([null, false, 0, [], { detail: [null] }])(
  "answers %j where a fault has it as its body",
  async (body) => {
    await using here = await faulty({ kind: "status", status: 200, body });
    expect(await here.ask()).toMatchObject({ status: 200, text: JSON.stringify(body) });
  },
);

const status = { kind: "status", status: 503 };
const circle: unknown[] = [];
circle.push(circle);

test.each<[object, RegExp]>([
  [{ ...status, headers: { "retry after": "1" } }, /"retry after".*no header[\s\S]*at fault\.headers/],
  [{ ...status, headers: { "x-a": "a\r\nx-b: b" } }, /no header that can be sent/],
  [{ ...status, headers: { "Content-Length": "9" } }, /follows from the body.*"truncated"/],
  [{ ...status, headers: { "transfer-encoding": "chunked" } }, /follows from the body/],
  [{ ...status, headers: { "retry-after": 1 } }, /expected string/],
  [{ ...status, body: { a: 1n } }, /a value that JSON has/],
  [{ ...status, body: circle }, /a value that JSON has/],
  [{ kind: "wrong content type", contentType: "a\r\nb: c" }, /cannot be sent as a content type/],
])("does not take the fault %o", async (fault, message) => {
  await using cml = await startCmlSimulator({ https: false, labs: [] });
  expect(() => cml.faults.add({ operation, fault: fault as CmlFault })).toThrow(message);
});
