import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { visit } from "../test/cml-requests.ts";

const MiB = 2 ** 20;
const form = { "content-type": "multipart/form-data; boundary=b", "x-original-file-name": "a.qcow2" };

/** Requests one after the other over one connection. */
async function onOneConnection() {
  const here = await visit({ https: false, labs: [] });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (method: string, path: string, headers: object = {}, bodyBytes = 0) => {
    const url = `${here.cml.url}/api/v0${path}`;
    const authorization = `Bearer ${here.token}`;
    const asked = request(url, { agent, method, headers: { authorization, ...headers } });
    asked.end(Buffer.alloc(bodyBytes, "a"));
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    const from = answer.socket.localPort;
    await buffer(answer);
    return { status: answer.statusCode, from };
  };
  const close = async () => {
    agent.destroy();
    await here.cml.close();
  };
  return { ...here, ask, [Symbol.asyncDispose]: close };
}

test.each<[string, string, object, number, number]>([
  ["is too large", "/import", {}, 33 * MiB, 413],
  ["is no form", "/images/upload", form, 20 * MiB, 400],
  ["is not for a file", "/images/upload", { ...form, "x-original-file-name": "a.txt" }, 8 * MiB, 400],
  ["is of nobody", "/import", { authorization: "Bearer x" }, 8 * MiB, 401],
])(
  "answers the next request on the connection of a body that %s",
  async (_what, path, headers, bytes, status) => {
    await using here = await onOneConnection();
    const refused = await here.ask("POST", path, headers, bytes);
    expect(refused.status).toBe(status);
    expect(await here.ask("GET", "/authok")).toEqual({ status: 200, from: refused.from });
  },
  10_000,
);

test("does not wait for the rest of a body that has no end", async () => {
  await using here = await onOneConnection();
  const headers = { authorization: `Bearer ${here.token}`, ...form, "content-length": 10_000 * MiB };
  const asked = request(`${here.cml.url}/api/v0/images/upload`, { method: "POST", headers });
  const cut = new Promise((resolve) => asked.on("error", () => {}).once("close", resolve));
  const sendMore = (): void => {
    if (!asked.destroyed) asked.write(Buffer.alloc(MiB, "a"), sendMore);
  };
  sendMore();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  expect(answer.statusCode).toBe(400);
  answer.on("error", () => {}).resume();
  await cut;
});
