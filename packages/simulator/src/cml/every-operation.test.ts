import { documentPath, readDocument } from "@cml-fleet/cml-document";
import { describe, expect, test } from "vitest";
import { visit } from "../test/cml-requests.ts";
import { operations } from "./operations.ts";

const path = documentPath();
const documented = path === undefined ? [] : readDocument(path).operations;

describe.skipIf(path === undefined)("every operation of CML's document", () => {
  test("is there, and no other", () => {
    expect(Object.keys(operations).sort()).toEqual(documented.map(({ name }) => name).sort());
  });

  test("is open exactly where the document says so", () => {
    const open = documented.filter((operation) => operation.open).map(({ name }) => name);
    const ours = Object.entries(operations).filter(([, { access }]) => access === "public");
    expect(ours.map(([name]) => name).sort()).toEqual(open.sort());
  });

  test.each(documented.map(({ name }) => name).filter((name) => !/^POST|logout/.test(name)))(
    "answers %s without an error of its own, whoever asks for what is not there",
    async (name) => {
      await using cml = await visit();
      const [method = "", template = ""] = name.split(" ");
      const path = template.replace(/\{[^}]+\}/g, "90f84e38-a71c-4d57-8d90-00fa8a197385");
      const body = method === "PATCH" ? {} : undefined;
      const { status } = await (method === "GET" ? cml.get(path) : cml.send(method as "PUT", path, body));
      expect(status).toBeLessThan(500);
    },
  );
});
