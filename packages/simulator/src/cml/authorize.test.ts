import { expect, test } from "vitest";
import { client, visit } from "../test/cml-requests.ts";
import { makeController, powerOff } from "./controller.ts";
import { operations } from "./operations.ts";

const student = { username: "student", password: "learning" };

test("shows a user only labs that are theirs, and lets them do nothing to others", async () => {
  await using here = await visit({
    users: [student],
    labs: [
      { title: "theirs", owner: "student", nodes: [] },
      { title: "not theirs", nodes: ["alpine"] },
    ],
  });
  const http = client(here.cml);
  const { body: token } = await http.send("POST", "/authenticate", undefined, student);
  const [theirs = "", other = ""] = here.cml.labIds();

  expect((await http.get("/labs?show_all=true", token)).body).toEqual([theirs]);
  expect(Object.keys((await http.get("/populate_lab_tiles", token)).body.lab_tiles)).toEqual([theirs]);
  expect((await http.get("/nodes", token)).body).toEqual([]);
  expect((await http.get(`/labs/${other}`, token)).status).toBe(403);
  expect((await http.send("PUT", `/labs/${other}/start`, token)).status).toBe(403);
  expect((await http.send("PUT", `/labs/${theirs}/start`, token)).status).toBe(204);
  expect((await here.get(`/labs/${theirs}`)).body.effective_permissions).toContain("lab_admin");
});

test("refuses everything that only administrators may do, whatever it is about", async () => {
  await using here = await visit({ users: [student] });
  const http = client(here.cml);
  const { body: token } = await http.send("POST", "/authenticate", undefined, student);
  const forAdministrators = Object.entries(operations).filter(([, { access }]) => access === "admin");
  expect(forAdministrators.length).toBeGreaterThan(20);
  for (const [name] of forAdministrators) {
    const [method = "", path = ""] = name
      .replaceAll(/\{\w+\}/g, "90f84e38-a71c-4d57-8d90-00fa8a197385")
      .split(" ");
    const { status } = await (method === "GET"
      ? http.get(path, token)
      : http.send(method as "PUT", path, token));
    expect([name, status]).toEqual([name, 403]);
  }
});

test("keeps what was set when the machine is switched off, but nobody logged in", async () => {
  const controller = makeController({ users: [student] });
  const { users, system, groups, tokens } = controller;
  system.maintenance = { on: true, noticeId: null };
  system.webSessionTimeoutS = 600;
  const token = tokens.issue(users[1]?.id ?? "");
  powerOff(controller);
  expect(tokens.owner(token)).toBeUndefined();
  expect(controller).toMatchObject({
    users,
    groups,
    system: { webSessionTimeoutS: 600, maintenance: { on: true } },
  });
});
