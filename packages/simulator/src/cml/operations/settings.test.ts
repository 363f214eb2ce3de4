import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";

test("keeps the time limit of web sessions within its bounds", async () => {
  await using cml = await visit();
  expect(typeof (await cml.get("/web_session_timeout")).body).toBe("number");
  expect((await cml.send("PATCH", "/web_session_timeout/600")).body).toBe("OK");
  expect((await cml.get("/web_session_timeout")).body).toBe(600);
  for (const wrong of ["299", "604801", "soon", "600.5", "1e3", "0x258", "%20600", "+600", "600."])
    expect((await cml.send("PATCH", `/web_session_timeout/${wrong}`)).status).toBe(400);
});

test("asks about telemetry until somebody has chosen", async () => {
  await using cml = await visit();
  expect((await cml.get("/telemetry")).body).toEqual({ opt_in: null, show_modal: true });
  expect((await cml.send("PUT", "/telemetry", { opt_in: false })).body).toEqual({
    opt_in: false,
    show_modal: false,
  });
  expect((await cml.get("/telemetry")).body).toEqual({ opt_in: false, show_modal: false });
  expect((await cml.send("PUT", "/telemetry", {})).status).toBe(400);
  expect((await cml.send("PUT", "/telemetry", { opt_in: "accepted" })).status).toBe(400);
});

test("takes feedback of any form", async () => {
  await using cml = await visit();
  expect((await cml.send("POST", "/feedback", { stars: 5, about: ["labs"] })).status).toBe(201);
  expect((await cml.send("POST", "/feedback", "fine")).status).toBe(400);
});

test("lets only administrators set anything", async () => {
  const ada = { username: "ada", password: "engine" };
  await using cml = await visit({ users: [ada] });
  const http = client(cml.cml);
  const token = (await http.send("POST", "/authenticate", undefined, ada)).body;
  expect((await http.send("PATCH", "/web_session_timeout/600", token)).status).toBe(403);
  expect((await http.send("PUT", "/telemetry", token, { opt_in: true })).status).toBe(403);
  expect((await http.get("/telemetry", token)).status).toBe(403);
});
