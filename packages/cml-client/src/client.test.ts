import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createCmlClient } from "./index.ts";

test("logs in when the first call needs it, and reads the answer", async () => {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    if (request.url === "/api/v0/authenticate") return response.end('"aaa.bbb.ccc"');
    if (request.headers.authorization !== "Bearer aaa.bbb.ccc") response.statusCode = 401;
    return response.end('["l1"]');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cml = createCmlClient({ baseUrl, allowHttp: true, auth: { username: "u", password: "p" } });
  expect(await cml.labs.list({ all: true })).toEqual(["l1"]);
  await cml.close();
  server.close();
});
