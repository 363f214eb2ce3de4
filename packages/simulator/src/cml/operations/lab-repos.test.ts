import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";

const given = { url: "https://git.example.org/labs.git", name: "labs" };
const nobody = "90f84e38-a71c-4d57-8d90-00fa8a197385";

test("keeps repositories of labs, refreshes and forgets them", async () => {
  await using cml = await visit();
  const { body } = await cml.send("POST", "/lab_repos", { ...given, folder: "ccna" });
  expect(body).toEqual({ ...given, folder: "ccna", id: expect.any(String) });
  expect((await cml.get("/lab_repos")).body).toEqual([body]);
  expect((await cml.send("PUT", "/lab_repos/refresh")).body).toMatchObject({ labs: { success: true } });
  expect((await cml.send("POST", "/lab_repos", given)).status).toBe(400);
  expect((await cml.send("DELETE", `/lab_repos/${body.id}`)).status).toBe(204);
  expect((await cml.send("DELETE", `/lab_repos/${nobody}`)).status).toBe(404);
  expect((await cml.get("/lab_repos")).body).toEqual([]);
});

test("refuses addresses and names it cannot use, and who may not", async () => {
  const ada = { username: "ada", password: "engine" };
  await using cml = await visit({ users: [ada] });
  for (const wrong of [{ url: "ftp://x/y" }, { name: "/etc" }, { folder: "../up" }, { branch: "main" }])
    expect((await cml.send("POST", "/lab_repos", { ...given, ...wrong })).status).toBe(400);
  const http = client(cml.cml);
  const token = (await http.send("POST", "/authenticate", undefined, ada)).body;
  expect((await http.send("POST", "/lab_repos", token, given)).status).toBe(403);
});
