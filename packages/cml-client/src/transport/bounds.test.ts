import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";

test.each([301, 302, 307, 308])("refuses a redirect, and does not follow it: %i", async (status) => {
  await using elsewhere = await loopback((_request, response) => json(response, ["stolen"]));
  await using server = await loopback((_request, response) =>
    response.writeHead(status, { location: `${elsewhere.url}/api/v0/labs` }).end(),
  );
  await using client = plainClient(server);
  const failure = await failureOf(client.labs.list());
  expect(failure).toMatchObject({ code: "unexpected", status, retryable: false });
  expect(failure.message).toContain("redirect, which is refused");
  expect(elsewhere.received).toEqual([]);
});

test("stops reading an answer at its bound, whether the size was announced or not", async () => {
  for (const announced of [true, false]) {
    await using server = await loopback((_request, response) => {
      const body = JSON.stringify(Array(1_000).fill("lab"));
      if (announced) response.setHeader("content-length", body.length);
      response.write(body.slice(0, 2_000));
      response.end(body.slice(2_000));
    });
    await using client = plainClient(server, { maxBodyBytes: 1_000 });
    const failure = await failureOf(client.labs.list());
    expect(failure).toMatchObject({ code: "unexpected", retryable: false });
    expect(failure.message).toContain("larger than 1000 bytes");
  }
});

test("reads an answer of just the largest size", async () => {
  await using server = await loopback((_request, response) => json(response, ["1234567"]));
  await using client = plainClient(server, { maxBodyBytes: 11 });
  expect(await client.labs.list()).toEqual(["1234567"]);
});

test.each([
  ["x/../y", "/api/v0/images/manage/x%2F..%2Fy"],
  ["..", undefined],
  [".", undefined],
  ["", undefined],
  ["\ud800", undefined],
  ["a?b=c#d", "/api/v0/images/manage/a%3Fb%3Dc%23d"],
  ["%2e%2e", "/api/v0/images/manage/%252e%252e"],
  ["é\r\n", "/api/v0/images/manage/%C3%A9%0D%0A"],
])("puts a name into the path as one segment, or refuses it: %j", async (id, path) => {
  await using server = await loopback((_request, response) => json(response, "Success"));
  await using client = plainClient(server);
  if (path === undefined) {
    const failure = await failureOf(client.images.remove(id));
    expect(failure).toMatchObject({ code: "invalid_request", operation: "DELETE /images/manage/{filename}" });
  } else {
    await client.images.remove(id);
  }
  expect(server.received.map(({ url }) => url)).toEqual(path === undefined ? [] : [path]);
});

test("names itself in every request, the same within one client", async () => {
  await using server = await loopback((_request, response) => json(response, []));
  await using client = plainClient(server);
  await using other = plainClient(server);
  for (const cml of [client, client, other]) await cml.labs.list();
  const [first, second, third] = server.received.map(({ headers }) => headers["x-client-uuid"]);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
  expect(server.received[0]?.headers).toMatchObject({
    accept: "application/json",
    "x-cml-client": "cml-fleet",
  });
});

test("keeps a path prefix of the base URL", async () => {
  await using server = await loopback((_request, response) => json(response, []));
  await using client = plainClient(server, { baseUrl: `${server.url}/behind/a/proxy/` });
  await client.labs.list({ all: true });
  expect(server.received.map(({ url }) => url)).toEqual(["/behind/a/proxy/api/v0/labs?show_all=true"]);
});
