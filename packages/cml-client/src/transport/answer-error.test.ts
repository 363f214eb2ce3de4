import type { ServerResponse } from "node:http";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";

async function failureWith(answer: (response: ServerResponse) => void) {
  await using server = await loopback((_request, response) => answer(response));
  await using client = plainClient(server);
  return await failureOf(client.labs.list());
}

test.each([
  [400, "rejected", false],
  [401, "unauthorized", false],
  [403, "forbidden", false],
  [404, "not_found", false],
  [409, "conflict", false],
  [422, "rejected", false],
  [429, "rate_limited", true],
  [500, "unavailable", true],
  [503, "unavailable", true],
] as const)("calls %i %s", async (status, code, retryable) => {
  const said = { code: status, description: "Lab not found: l1" };
  expect(await failureWith((response) => json(response, said, status))).toMatchObject({
    code,
    status,
    retryable,
    operation: "GET /labs",
    detail: "Lab not found: l1",
    message: `GET /labs: The controller answers ${status} and says: Lab not found: l1.`,
  });
});

test.each([
  ["a bare string", '"authentication failed"', "authentication failed"],
  ["a detail", '{"detail":"Field required"}', "Field required"],
  ["a list for a description", '{"code":422,"description":[{"loc":["x"]}]}', '[{"loc":["x"]}]'],
  ["an object it does not know", '{"error":"bad"}', '{"error":"bad"}'],
  ["plain text", "upstream\n\n  timed out", "upstream timed out"],
  ["a page", "<html><h1>502 Bad Gateway</h1><hr>nginx</html>", "502 Bad Gateway nginx"],
  ["half of its JSON", '{"code":400,"descr', '{"code":400,"descr'],
  ["null", "null", "null"],
])("quotes an error body that is %s", async (_what, body, detail) => {
  const failure = await failureWith((response) => response.writeHead(400).end(body));
  expect(failure).toMatchObject({ code: "rejected", detail });
});

test("has no detail where the body is empty", async () => {
  const failure = await failureWith((response) => response.writeHead(400).end());
  expect(failure.message).toBe("GET /labs: The controller answers 400 and says nothing more.");
  expect("detail" in failure).toBe(false);
});

test("quotes no more than 500 characters, on one line", async () => {
  const failure = await failureWith((response) => response.writeHead(500).end("many\nwords ".repeat(10_000)));
  expect(failure.detail).toHaveLength(500);
  expect(failure.message).not.toContain("\n");
});

test.each([
  ["a page", "<html>Welcome to the hotel network</html>"],
  ["half of an answer", '["l1","l'],
  ["nothing", ""],
  ["another type", '{"labs":[]}'],
  ["a list with something unreadable in it", '["l1",5]'],
])("calls a 200 with %s unexpected", async (_what, body) => {
  const failure = await failureWith((response) => response.writeHead(200).end(body));
  expect(failure).toMatchObject({ code: "unexpected", status: 200, retryable: false });
  expect(failure.message).toContain("check baseUrl");
});

test("reads JSON whatever content type is claimed for it", async () => {
  await using server = await loopback((_request, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end('["l1"]'),
  );
  await using client = plainClient(server);
  expect(await client.labs.list()).toEqual(["l1"]);
});

test.each([
  ["html", { code: "unavailable", status: 502, detail: "502 Bad Gateway 502 Bad Gateway nginx" }],
  ["truncated", { code: "connection", retryable: true }],
  ["reset", { code: "connection", retryable: true }],
  ["hang", { code: "timeout", retryable: true }],
] as const)("names what is wrong with a controller that answers with: %s", async (kind, expected) => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, { timeoutMs: 400 });
  await client.labs.list();
  cml.faults.add({ operation: "GET /labs", fault: { kind } });
  expect(await failureOf(client.labs.list())).toMatchObject(expected);
  cml.faults.clear();
  expect(await client.labs.list()).toHaveLength(2);
});

test("says that nobody listens", async () => {
  const server = await loopback((_request, response) => response.end());
  await server[Symbol.asyncDispose]();
  await using client = plainClient(server);
  const failure = await failureOf(client.labs.list());
  expect(failure).toMatchObject({ code: "connection", retryable: true });
  expect(failure.message).toBe("GET /labs: The connection failed (ECONNREFUSED).");
});
