import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";

const drawn = {
  border_color: "#808080",
  border_style: "4,2",
  color: "#FFFFFF",
  thickness: 2,
  x1: 1.5,
  y1: -2,
  z_index: 3,
};
const box = { ...drawn, x2: 10, y2: 20, rotation: 90 };
const drawings = [
  {
    type: "text",
    ...drawn,
    rotation: 0,
    text_bold: true,
    text_content: "Site A",
    text_font: "monospace",
    text_italic: false,
    text_size: 12,
    text_unit: "pt",
  },
  { type: "rectangle", ...box, border_radius: 4 },
  { type: "ellipse", ...box },
  { type: "line", ...drawn, x2: 10, y2: 20, line_start: null, line_end: "arrow" },
];

test.each(drawings)("draws, changes and removes a $type", async (drawing) => {
  await using cml = await labVisit();
  const { lab, get, send } = cml;
  const made = await send("POST", `${lab}/annotations`, drawing);
  expect([made.status, made.body]).toEqual([200, { ...drawing, id: expect.any(String) }]);
  const one = `${lab}/annotations/${made.body.id}`;
  const changed = await send("PATCH", one, { type: drawing.type, thickness: 9 });
  expect(changed.body).toEqual({ ...made.body, thickness: 9 });
  expect((await get(one)).body).toEqual(changed.body);
  expect((await get(`${lab}/annotations`)).body).toEqual([changed.body]);
  expect((await get(`${lab}/topology`)).body.annotations).toEqual([changed.body]);
  expect((await send("DELETE", one)).status).toBe(204);
  expect((await get(one)).body.description).toBe(`Annotation not found: ${made.body.id}`);
});

test("refuses what the type does not have, or too much of it", async () => {
  await using cml = await labVisit();
  const { lab, send } = cml;
  const [text, rectangle] = drawings;
  const post = async (body: object) => (await send("POST", `${lab}/annotations`, body)).status;
  expect(await post({ ...rectangle, text_size: 3 })).toBe(400);
  expect(await post({ ...text, text_size: 129 })).toBe(400);
  expect(await post({ ...text, type: "poem" })).toBe(400);
  expect(await post({ type: "ellipse" })).toBe(400);
  const one = `${lab}/annotations/${(await send("POST", `${lab}/annotations`, rectangle)).body.id}`;
  expect((await send("PATCH", one, { thickness: 3 })).status).toBe(400);
  expect((await send("PATCH", one, { type: "line", thickness: 3 })).status).toBe(400);
});

test("has a smart annotation for every tag, as long as a node has it", async () => {
  await using cml = await labVisit();
  const { lab, get, send } = cml;
  const node = `${lab}/nodes/${await cml.addNode("iosv", "R1", { tags: ["core", "east"] })}`;
  await cml.addNode("iosv", "R2", { tags: ["core"] });
  const list = async () => (await get(`${lab}/smart_annotations`)).body;
  const [core, east] = await list();
  expect([core, east]).toMatchObject([
    { tag: "core", is_on: true, padding: 35 },
    { tag: "east", label: "east" },
  ]);
  const one = `${lab}/smart_annotations/${core.id}`;
  expect((await send("PATCH", one, { is_on: false, padding: 50 })).body).toEqual({
    ...core,
    is_on: false,
    padding: 50,
  });
  expect((await send("PATCH", one, { padding: 201 })).status).toBe(400);
  expect((await send("PATCH", one, { tag: "west" })).status).toBe(400);
  await send("PATCH", node, { tags: ["west"] });
  expect((await list()).map(({ tag }: { tag: string }) => tag)).toEqual(["core", "west"]);
  expect((await get(one)).body.padding).toBe(50);
  const gone = await get(`${lab}/smart_annotations/${east.id}`);
  expect([gone.status, gone.body.description]).toEqual([404, `Smart Annotation not found: ${east.id}`]);
});
