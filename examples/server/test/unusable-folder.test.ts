import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main, refusedService, startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/**
 * Permissions do not stop root, who runs tests in containers: there the service runs as somebody else, provided that
 * others may read it.
 */
const asOther: { readonly uid?: number } | undefined = process.getuid?.() === 0 ? nobody() : {};
const condition = " (needs a user who is not root, or a checkout that others may read)";

function nobody(): { readonly uid: number } | undefined {
  const uid = 65_534;
  const read = `require("node:fs").accessSync(${JSON.stringify(main)})`;
  return spawnSync(process.execPath, ["-e", read], { uid }).status === 0 ? { uid } : undefined;
}

// The demo keeps certificates in the folder too; this is about the database.
const realAws = {
  CML_FLEET_MODE: "aws",
  CML_WORKER_API_PASSWORD: "s3cret",
  WORKER_MONITORING_ENABLED: "false",
};

const stack = /^\s+at /m;

/** Starts the service on a folder it cannot use, and checks that it ends with words only. */
async function refusal(DATA_DIR: string, spawning: { readonly uid?: number } = {}): Promise<string> {
  const { code, said } = await refusedService({ ...realAws, DATA_DIR, APP_PORT: "0" }, spawning);
  expect({ code, said }).toEqual({ code: 2, said: expect.not.stringMatching(stack) });
  return said;
}

describe("a service that cannot use its folder says why", () => {
  test("when it is a file, or lies behind one", async () => {
    const file = join(temporaryFolder(), "notes.txt");
    writeFileSync(file, "");
    expect(await refusal(file)).toContain(`DATA_DIR: ${file} is a file, or lies behind one; set a folder.`);
    const behind = join(file, "data");
    expect(await refusal(behind)).toContain(`DATA_DIR: ${behind} is a file, or lies behind one`);
  });

  test.skipIf(!existsSync("/proc/self"))(
    "when nobody may make it, not even root (needs /proc, which macOS lacks)",
    async () => {
      expect(await refusal("/proc/cml-fleet")).toMatch(
        /DATA_DIR: the folder \/proc\/cml-fleet cannot be made or written to \(E\w+\); give this user the right to, or set another/,
      );
    },
  );

  test("when its database is damaged, or something else", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "fleet.db"), "This was a database once. ".repeat(400));
    expect(await refusal(folder)).toContain(
      `DATA_DIR (${folder}): The database fleet.db is damaged, or is no SQLite database at all. Restore it`,
    );
  });

  test("when its database is a folder", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "fleet.db"));
    expect(await refusal(folder)).toMatch(/DATA_DIR \(.*\): The database fleet\.db cannot be opened\. Check/);
  });
});

describe("a service that may not write says so", () => {
  test.skipIf(asOther === undefined)(`a folder${condition}`, async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    expect(await refusal(folder, asOther)).toMatch(
      /DATA_DIR: the folder .* cannot be made or written to \(.+\); give this user the right to, or set another/,
    );
  });

  test.skipIf(asOther === undefined)(`a database${condition}`, async () => {
    const DATA_DIR = temporaryFolder();
    await (await startService({ ...realAws, DATA_DIR })).interrupt();
    rmSync(join(DATA_DIR, "service.lock"));
    chmodSync(join(DATA_DIR, "fleet.db"), 0o444);
    if (asOther?.uid !== undefined) {
      for (const path of [DATA_DIR, join(DATA_DIR, "mode")]) chownSync(path, asOther.uid, -1);
    }
    expect(await refusal(DATA_DIR, asOther)).toMatch(
      /DATA_DIR \(.*\): The database fleet\.db may not be written to\. Give this user the right/,
    );
  });
});
