import fc from "fast-check";
import { expect, test } from "vitest";
import { readForm } from "./form.ts";
import { formTree } from "./param-tree.ts";

const part = fc.stringMatching(/^[A-Za-z0-9.&=%+äß-]{0,20}$/);

test("reads what URLSearchParams reads", () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join("&");
      expect(readForm(text).tree).toEqual(formTree(new URLSearchParams(text)));
    }),
  );
});

test("reads lists in the order of their numbers, whichever way they come", () => {
  const { params } = readForm(
    "Id.2=b&Id.1=a&Id.10=d&Id.3=c&Id.x=no&Filter.1.Name=n&Filter.1.Value.1=v&Id.4=",
  );
  expect(params.texts("Id")).toEqual(["a", "b", "c", "", "d"]);
  expect(params.structures("Filter").map((filter) => [filter.text("Name"), filter.texts("Value")])).toEqual([
    ["n", ["v"]],
  ]);
});
