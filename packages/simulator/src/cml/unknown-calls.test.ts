import { Agent, request } from "undici";
import { expect, test } from "vitest";
import { visit } from "../test/cml-requests.ts";

test("counts what there is no operation for by one name, however many paths it has", async () => {
  await using here = await visit({ labs: [] });
  const dispatcher = new Agent({ connect: { ca: here.cml.identity.cert } });
  const ask = async (path: string) => {
    const { statusCode, body } = await request(`${here.cml.url}${path}`, { dispatcher });
    await body.dump();
    return statusCode;
  };
  for (let number = 0; number < 20; number++) expect(await ask(`/api/v0/nothing/${number}`)).toBe(404);
  expect(await ask("/favicon.ico")).toBe(404);
  await here.get("/authok");
  expect(here.cml.requests.byOperation()).toEqual({
    "POST /authenticate": 1,
    "GET /authok": 1,
    unknown: 21,
  });
  expect(here.cml.requests.count()).toBe(23);
  expect(here.cml.requests.last("unknown")).toHaveLength(21);
  expect(here.cml.requests.last("unknown").at(-1)).toEqual({
    operation: "unknown",
    method: "GET",
    path: "/favicon.ico",
  });
  await dispatcher.close();
});
