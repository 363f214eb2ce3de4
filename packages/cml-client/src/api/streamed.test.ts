import { expect, test } from "vitest";
import { createCmlClient } from "../index.ts";

test("refuses what it cannot stream before anything is sent, saying so", async () => {
  await using cml = createCmlClient({ baseUrl: "https://127.0.0.1:1", auth: { token: "a.b.c" } });
  const content = (async function* () {})();
  const refused = { code: "invalid_request", message: expect.stringContaining("cannot stream files yet") };
  const upload = { body: { name: "alpine.qcow2", size: 0, content } };
  await expect(cml.request("POST /images/upload", { header: {}, ...upload } as never)).rejects.toMatchObject(
    refused,
  );
  await expect(cml.request("GET /system_archive")).rejects.toMatchObject(refused);
});
