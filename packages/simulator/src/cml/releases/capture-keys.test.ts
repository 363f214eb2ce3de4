import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { json } from "../answer.ts";
import { makeController } from "../controller.ts";
import type { Call, OperationTable } from "../operation.ts";
import { operationsOf } from "./operations-of.ts";
import type { Release } from "./release.ts";

const link = "/labs/{lab_id}/links/{link_id}";

/** Captures as 2.9 has them: with keys of their own. */
const base: OperationTable = {
  [`GET ${link}/capture/key`]: { access: "lab_view", handle: () => json("a-key") },
  [`GET ${link}/capture/status`]: {
    access: "lab_view",
    handle: () => json({ config: { link_capture_key: "a-key", maxpackets: 5 }, packetscaptured: 1 }),
  },
  "GET /labs/{lab_id}/links": {
    access: "lab_view",
    handle: ({ path }) => json([{ id: path["link_id"], link_capture_key: "" }]),
  },
  "GET /pcap/{link_capture_key}": {
    access: "user",
    handle: ({ path }) => ({ status: 200, body: `bytes of ${path["link_capture_key"]}` }),
  },
};

async function ask(release: Release, name: string, path: Call["path"], controller = makeController()) {
  const call = { controller, ready: true, query: new URLSearchParams(), body: "", userId: "", token: "" };
  const answer = await operationsOf(release, base)[name]?.handle({ ...call, path }, {} as IncomingMessage);
  const text = String(answer?.body);
  return answer?.contentType === undefined ? text : JSON.parse(text);
}

test("from 2.10 on captures are known by their links", async () => {
  const controller = makeController();
  const [lab] = [...controller.labs.values()];
  const id = lab?.links[0]?.id ?? "";
  const path = { lab_id: lab?.id ?? "", link_id: id };
  const of = (name: string, where: Call["path"]) => ask("2.10", name, where, controller);
  expect(await of(`GET ${link}/capture/key`, path)).toBe(id);
  expect(await of(`GET ${link}/capture/status`, path)).toEqual({
    config: { link_capture_key: id, maxpackets: 5 },
    packetscaptured: 1,
  });
  expect(await of("GET /labs/{lab_id}/links", path)).toEqual([{ id, link_capture_key: id }]);
  expect(await of("GET /pcap/{link_capture_key}", { link_capture_key: id })).toBe("bytes of a-key");
  expect(await of("GET /pcap/{link_capture_key}", { link_capture_key: "other" })).toBe("bytes of other");
});

test("before 2.10 captures have keys of their own", async () => {
  const path = { link_id: "l" };
  expect(await ask("2.9", `GET ${link}/capture/key`, path)).toBe("a-key");
  expect(await ask("2.9", "GET /labs/{lab_id}/links", path)).toEqual([{ id: "l", link_capture_key: "" }]);
});
