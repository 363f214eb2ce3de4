import { createHash } from "node:crypto";
import { Agent, request } from "undici";
import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

const content = "a disk";
const sha256 = createHash("sha256").update(content).digest("hex");
const image = {
  id: "alpine-new",
  node_definition_id: "alpine",
  label: "Alpine, new",
  disk_image: "new.qcow2",
  sha256,
};

async function withFile() {
  const cml = await visit({ labs: [] });
  const form = new FormData();
  form.append("file", new Blob([content]), "new.qcow2");
  const encoded = new Response(form);
  const answer = await request(`${cml.cml.url}/api/v0/images/upload`, {
    method: "POST",
    dispatcher: new Agent({ connect: { ca: cml.cml.identity.cert } }),
    headers: {
      authorization: `Bearer ${cml.token}`,
      "content-type": encoded.headers.get("content-type") ?? "",
      "x-original-file-name": "new.qcow2",
    },
    body: Buffer.from(await encoded.arrayBuffer()),
  });
  expect(await answer.body.json()).toBe("Success");
  const folder = async () => (await cml.get("/list_image_definition_drop_folder")).body;
  return { ...cml, folder, [Symbol.asyncDispose]: () => cml.cml.close() };
}

test("makes one of an uploaded file, which leaves the drop folder", async () => {
  await using cml = await withFile();
  expect(await cml.folder()).toEqual(["new.qcow2"]);
  expect(await cml.send("POST", "/image_definitions", image)).toEqual({ status: 200, body: "Success" });
  expect(await cml.folder()).toEqual([]);
  expect((await cml.get("/image_definitions/alpine-new?json=true")).body).toEqual(image);
  const ofAlpine = (await cml.get("/node_definitions/alpine/image_definitions")).body;
  expect(ofAlpine.map(({ id }: { id: string }) => id)).toEqual(["alpine-3-20", "alpine-new"]);
  const simple = (await cml.get("/simplified_node_definitions")).body;
  expect(simple[0].image_definitions).toEqual(["alpine-3-20", "alpine-new"]);
  expect((await cml.send("POST", "/image_definitions", image)).status).toBe(400);
  expect((await cml.get("/image_definition_schema")).status).toBe(200);
});

test.each([
  [{ disk_image: "none.qcow2" }, 400, "Invalid Image Definition: There is no none.qcow2 in the drop folder."],
  [{ sha256: "0".repeat(64) }, 400, `Invalid Image Definition: The SHA-256 of new.qcow2 is ${sha256}.`],
  [{ node_definition_id: "none" }, 404, "Node Definition not found: none"],
  [{ ram: 0 }, 400, "Input validation failed"],
])("does not make one with %j, and leaves the file", async (wrong, status, description) => {
  await using cml = await withFile();
  const refused = await cml.send("POST", "/image_definitions", { ...image, ...wrong });
  expect(refused).toEqual({ status, body: { code: status, description } });
  expect(await cml.folder()).toEqual(["new.qcow2"]);
});

test("changes and removes what is not read-only, and not in use", async () => {
  await using cml = await withFile();
  await cml.send("POST", "/image_definitions", image);
  const renamed = { ...image, label: "Newer" };
  expect(await cml.send("PUT", "/image_definitions", renamed)).toEqual({ status: 200, body: "Success" });
  const path = "/image_definitions/alpine-new";
  expect(await cml.send("PUT", `${path}/read_only`)).toEqual({
    status: 200,
    body: { ...renamed, read_only: true },
  });
  for (const refused of [await cml.send("PUT", "/image_definitions", image), await cml.send("DELETE", path)])
    expect(refused).toMatchObject({
      status: 400,
      body: {
        description: "Invalid Image Definition: Cannot modify read-only image definition: alpine-new.",
      },
    });
  await cml.send("PUT", `${path}/read_only`, "false");
  const lab = `
lab: {version: 0.3.0, title: One}
nodes: [{id: n0, label: a, node_definition: alpine, image_definition: alpine-new, x: 0, y: 0}]
`;
  const { id } = (await cml.send("POST", "/import", lab)).body;
  expect((await cml.send("DELETE", path)).status).toBe(400);
  await cml.send("DELETE", `/labs/${id}`);
  expect((await cml.send("DELETE", path)).status).toBe(204);
  expect((await cml.send("DELETE", path)).body.description).toBe("Image Definition not found: alpine-new");
  expect((await cml.send("PUT", "/image_definitions", image)).status).toBe(404);
});
