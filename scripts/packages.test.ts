import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly repository?: unknown;
  readonly publishConfig?: { readonly provenance?: boolean };
}

/** The packages that npm publishes. */
const published = readdirSync(`${root}packages`)
  .map((folder) => `packages/${folder}`)
  .map((folder) => [folder, JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest])
  .filter((entry): entry is [string, Manifest] => !(entry[1] as Manifest).private);

/** What npm would put into its tarball. */
async function packed(folder: string): Promise<readonly string[]> {
  const npm = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const { stdout } = await promisify(execFile)("npm", npm, { cwd: join(root, folder) });
  const answer: unknown = JSON.parse(stdout);
  const [tarball] = Object.values(answer as Record<string, { readonly files: { readonly path: string }[] }>);
  return tarball?.files.map(({ path }) => path) ?? [];
}

test("there are packages to publish", () => {
  expect(published.length).toBeGreaterThan(0);
});

test.each(published)(
  "%s is packed with the licence, with all its documents lead to, and without tests",
  { timeout: 60_000 },
  async (folder) => {
    const files = await packed(folder);
    // npm takes a LICENSE of the package's own folder only.
    expect(files).toContain("LICENSE");
    expect(readFileSync(join(root, folder, "LICENSE"), "utf8")).toBe(
      readFileSync(join(root, "LICENSE"), "utf8"),
    );
    const documents = files.filter((path) => path.endsWith(".md"));
    expect(files).toEqual(expect.arrayContaining(documents.flatMap((path) => linksOf(folder, path))));
    expect(files.filter((path) => /\.test\.|\.py$|^src\/(test|third-party)\//.test(path))).toEqual([]);
  },
);

/** What a document leads to in its own package, as paths from its root. */
function linksOf(folder: string, document: string): readonly string[] {
  const text = readFileSync(join(root, folder, document), "utf8");
  const links = text.matchAll(/\]\((?!https?:|#)([^)#]+)/g);
  return Array.from(links, ([, path = ""]) => join(dirname(document), path));
}

test.each(published)("%s asks for no proof of origin while its manifest names none", (_folder, manifest) => {
  // npm refuses to publish with provenance unless `repository` is where the build ran.
  if (manifest.repository === undefined) expect(manifest.publishConfig?.provenance).not.toBe(true);
});
