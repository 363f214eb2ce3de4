import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createIdentity } from "@cml-fleet/simulator";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../test/support/temporary-folder.ts";
import { readSettings } from "./read-settings.ts";

function fileWith(content: string): Record<string, string> {
  const file = join(temporaryFolder(), "ca.pem");
  writeFileSync(file, content);
  return { CML_WORKER_API_TLS: "ca", CML_WORKER_API_CA_FILE: file };
}

describe("the file of authorities", async () => {
  const { cert, key } = await createIdentity("192.0.2.1");

  test("may hold several certificates, and words between them", () => {
    expect(readSettings(fileWith(`Ours:\n${cert}\nTheirs:\n${cert}`)).variables).toMatchObject({
      CML_WORKER_API_TLS: "ca",
    });
  });

  test.each([
    ["is empty", "", "holds no certificate"],
    ["is a key", key, "holds no certificate"],
    ["is cut off", cert.slice(0, 200), "holds no certificate"],
    ["is damaged", `${cert}\n${cert.replace(/\n\w{20}/, "\nAAAAAAAAAAAAAAAAAAAA")}`, "certificate 2 of 2"],
  ])("is refused at the start when it %s", (_, content, problem) => {
    expect(() => readSettings(fileWith(content))).toThrow(
      new RegExp(`^ {2}CML_WORKER_API_CA_FILE: .*${problem}`, "m"),
    );
  });

  test("is refused at the start when it is missing, or a folder", () => {
    const folder = temporaryFolder();
    for (const [path, code] of [
      [join(folder, "none.pem"), "ENOENT"],
      [folder, "EISDIR"],
    ] as const) {
      const read = () => readSettings({ CML_WORKER_API_TLS: "ca", CML_WORKER_API_CA_FILE: path });
      expect(read).toThrow(`  CML_WORKER_API_CA_FILE: the file cannot be read (${code})`);
    }
  });
});
