import { expect, test } from "vitest";
import { client } from "../../test/cml-requests.ts";
import { labVisit } from "../../test/lab-visit.ts";
import { labElementOperations } from "./lab-elements.ts";

const names = Object.keys(labElementOperations).filter((name) => name.includes("{lab_id}"));
type Method = "POST" | "PUT" | "PATCH" | "DELETE";

test("lets strangers do nothing to a lab, and administrators nothing to one that is not there", async () => {
  await using cml = await labVisit({ users: [{ username: "ada", password: "engine" }] });
  const http = client(cml.cml);
  const login = { username: "ada", password: "engine" };
  const token: string = (await http.send("POST", "/authenticate", undefined, login)).body;
  const call = (name: string, labId: string, as: string) => {
    const [method = "", pattern = ""] = name.split(" ");
    const path = pattern.replace("{lab_id}", labId).replace(/\{\w+\}/g, "0");
    return method === "GET" ? http.get(path, as) : http.send(method as Method, path, as);
  };
  expect(names.length).toBeGreaterThan(40);
  for (const name of names) {
    expect([name, (await call(name, cml.labId, token)).status]).toEqual([name, 403]);
    const { status, body } = await call(name, "nobody", cml.token);
    expect([name, status, body.description]).toEqual([name, 404, "Lab not found: nobody"]);
  }
});

test("asks for the right to see a lab for what reads, and for more for what does not", () => {
  for (const [name, { access }] of Object.entries(labElementOperations)) {
    if (!name.includes("{lab_id}")) expect([name, access]).toEqual([name, "user"]);
    else if (name.startsWith("GET ")) expect([name, access]).toEqual([name, "lab_view"]);
    else if (/state\/(start|stop)$/.test(name)) expect([name, access]).toEqual([name, "lab_exec"]);
    else expect([name, access]).toEqual([name, expect.stringMatching(/^lab_(edit|admin)$/)]);
  }
});
