import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";

describe("images", () => {
  exchanges({
    "lists the drop folder": {
      call: (cml) => cml.images.list(),
      operation: "GET /list_image_definition_drop_folder",
      url: "/list_image_definition_drop_folder",
      answer: ["a.qcow2"],
      gives: ["a.qcow2"],
    },
    "deletes a file": {
      call: (cml) => cml.images.remove("a b.qcow2"),
      operation: "DELETE /images/manage/{filename}",
      url: "/images/manage/a%20b.qcow2",
      answer: "Success",
    },
  });
});
