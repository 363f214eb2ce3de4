import { expect, test } from "vitest";
import { client, visit } from "../test/cml-requests.ts";

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

test("refuses what only administrators may do", async () => {
  await using here = await visit({ users: [student] });
  const http = client(here.cml);
  const { body: token } = await http.send("POST", "/authenticate", undefined, student);
  expect((await http.send("DELETE", "/licensing/deregistration", token)).status).toBe(403);
});
