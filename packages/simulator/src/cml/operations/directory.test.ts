import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";

const ada = { username: "ada", password: "engine", fullname: "Ada", groups: ["Class"] };
const ldap = { method: "ldap", server_urls: "ldaps://directory.example.org", manager_password: "hidden" };

test("keeps how people are known, but never tells the manager's password", async () => {
  await using cml = await visit();
  expect((await cml.get("/system/auth/config")).body).toEqual({ method: "local" });
  expect((await cml.send("PATCH", "/system/auth/config", ldap)).status).toBe(204);
  expect((await cml.send("PATCH", "/system/auth/config", { method: "ldap", verify_tls: true })).status).toBe(
    204,
  );
  const { body } = await cml.get("/system/auth/config");
  expect(body).toEqual({ method: "ldap", server_urls: ldap.server_urls, verify_tls: true });
  expect((await cml.send("PUT", "/system/auth/config", { method: "local" })).status).toBe(204);
  expect((await cml.get("/system/auth/config")).body).toEqual({ method: "local" });
  for (const wrong of [{}, { method: "saml" }, { method: "ldap", server_urls: "http://x" }]) {
    expect((await cml.send("PATCH", "/system/auth/config", wrong)).status).toBe(400);
    expect((await cml.send("PUT", "/system/auth/config", wrong)).status).toBe(400);
  }
});

test("tries a directory out with its own accounts in place of one", async () => {
  await using cml = await visit({ users: [ada] });
  const ask = async (password: string, group: string) =>
    (
      await cml.send("POST", "/system/auth/test", {
        "auth-config": ldap,
        "auth-data": { username: "ada", password },
        "group-data": { group_name: group },
      })
    ).body;
  expect(await ask("engine", "Class")).toMatchObject({
    user: { auth_ok: true, is_admin: false, display: "Ada" },
    group: { group_ok: true, is_member: true, display: "Class" },
  });
  expect(await ask("wrong", "Nobody")).toEqual({ user: { auth_ok: false }, group: { group_ok: false } });
  const local = { "auth-config": { method: "local" } };
  expect((await cml.send("POST", "/system/auth/test", local)).status).toBe(400);
  expect((await cml.send("POST", "/system/auth/test", {})).status).toBe(400);
  expect((await cml.get("/system/auth/groups?filter=x")).body).toEqual(["Class"]);
  expect((await cml.send("PUT", "/system/auth/refresh")).status).toBe(204);
});

test("shows none of it to others than administrators", async () => {
  await using cml = await visit({ users: [ada] });
  const http = client(cml.cml);
  const { username, password } = ada;
  const token = (await http.send("POST", "/authenticate", undefined, { username, password })).body;
  expect((await http.get("/system/auth/config", token)).status).toBe(403);
  expect((await http.send("PATCH", "/system/auth/config", token, ldap)).status).toBe(403);
});
