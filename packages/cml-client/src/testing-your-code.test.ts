import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { getResponse, HttpResponse, http, type RequestHandler } from "msw";
import { MockAgent } from "undici";
import { expect, onTestFinished, test } from "vitest";
import { type CmlClient, CmlError, createCmlClient } from "./index.ts";
import { idOf } from "./test/ids.ts";

const lab = { id: idOf(1), lab_title: "OSPF basics", state: "STOPPED" };

/** How users test code of their own with the handlers of msw: a client that meets exactly these answers, over HTTP. */
async function clientMeeting(...handlers: RequestHandler[]): Promise<CmlClient> {
  const server = createServer(async ({ method = "GET", url = "/", headers }, response) => {
    const told = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
    const request = new Request(new URL(url, "http://cml.test"), { method, headers: told });
    const answer = await getResponse(handlers, request);
    if (answer === undefined || answer.type === "error") return void response.destroy();
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    await pipeline(Readable.from(answer.body ?? []), response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  return createCmlClient({ baseUrl, allowHttp: true, auth: { token: "a.b.c" }, retry: { attempts: 1 } });
}

test("code under test meets the answers of msw", async () => {
  const asked: string[] = [];
  await using cml = await clientMeeting(
    http.get("*/api/v0/labs", ({ request }) => {
      asked.push(`${new URL(request.url).search} ${request.headers.get("authorization")}`);
      return HttpResponse.json([lab.id]);
    }),
    http.get("*/api/v0/labs/:id", () => HttpResponse.json(lab)),
  );

  const labs = await cml.labs.listDetails({ all: true });

  expect(labs).toMatchObject([{ id: lab.id, title: "OSPF basics", state: "STOPPED" }]);
  expect(asked).toEqual(["?show_all=true Bearer a.b.c"]);
});

test("and what goes wrong", async () => {
  await using cml = await clientMeeting(
    http.put("*/api/v0/labs/:id/start", () =>
      HttpResponse.json({ code: 404, description: "Lab not found" }, { status: 404 }),
    ),
    http.get("*/api/v0/system_information", () => HttpResponse.error()),
  );

  const gone = await cml.labs.start(lab.id).catch((error: unknown) => error);
  expect(CmlError.is(gone, "not_found")).toBe(true);
  const cut = await cml.system.information().catch((error: unknown) => error);
  expect(CmlError.is(cut, "connection")).toBe(true);
});

test("undici's MockAgent will do as well, for those who have it", async () => {
  const agent = new MockAgent();
  agent.disableNetConnect();
  agent
    .get("https://cml.example")
    .intercept({ path: "/api/v0/labs?show_all=true" })
    .reply(200, [lab.id], { headers: { "content-type": "application/json" } });
  await using cml = createCmlClient({
    baseUrl: "https://cml.example",
    auth: { token: "a.b.c" },
    dispatcher: agent,
  });

  expect(await cml.labs.list({ all: true })).toEqual([lab.id]);
  await agent.close();
});
