import { expect, onTestFinished, test } from "vitest";
import { frontDoor } from "./front-door.ts";
import { listen } from "./listen.ts";

test("asks to come back until there is somebody to answer", async () => {
  const door = frontDoor();
  const server = await listen(door.handler, "127.0.0.1", 0);
  onTestFinished(() => server.close());
  const early = await fetch(`${server.url}/api/workers`);
  expect(early.status).toBe(503);
  expect(early.headers.get("retry-after")).toBe("1");
  expect(early.headers.get("content-type")).toBe("application/problem+json");
  expect(await early.json()).toMatchObject({ status: 503, code: "starting" });
  door.open((_request, response) => response.end("here"));
  expect(await (await fetch(server.url)).text()).toBe("here");
});
