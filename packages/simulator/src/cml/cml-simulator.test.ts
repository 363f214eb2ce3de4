import { expect, test } from "vitest";
import { client } from "../test/cml-requests.ts";
import { startCmlSimulator } from "./cml-simulator.ts";

test("hands out a token for the right password and reports its load to whoever has it", async () => {
  await using cml = await startCmlSimulator();
  const http = client(cml);
  const token = await http.logIn();
  expect(token.split(".")).toHaveLength(3);
  const { status, body } = await http.get("/system_stats", token);
  expect(status).toBe(200);
  expect(body).toMatchObject({ all: { cpu: { count: 16 } } });
});
