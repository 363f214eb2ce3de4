import assert from "node:assert/strict";
import type { ImageCatalog, ImageInfo } from "../ports/images.ts";
import type { ContractCase } from "./contract.ts";

/** An adapter, and the means to put images before it. Other images may be there as well. */
export interface ImageScene {
  readonly images: ImageCatalog;
  readonly regions: readonly [string, string];
  /** Makes an image of the caller's own account. Images are made in the order of their ages, oldest first. */
  plant(image: { readonly region: string; readonly name: string }): Promise<Pick<ImageInfo, "id">>;
  /** An account, not the caller's own, that owns no images here. */
  readonly stranger: string;
}

/**
 * Everything the rest of the system relies on in an {@link ImageCatalog}.
 *
 * @param open - Gives an adapter and the means to make images. Called once per case.
 */
export function* imageContract(open: () => Promise<ImageScene>): Iterable<ContractCase> {
  // Names of a case's own, so that cases may share a catalogue.
  let cases = 0;
  const promise = (
    name: string,
    test: (scene: ImageScene, prefix: string) => Promise<void>,
  ): ContractCase => ({
    name,
    run: async () => test(await open(), `contract-${Date.now().toString(36)}-${++cases}`),
  });

  yield promise("finds an image by its exact name", async ({ images, regions: [region], plant }, prefix) => {
    const { id } = await plant({ region, name: `${prefix}-a` });
    await plant({ region, name: `${prefix}-ab` });
    const found = await images.find({ region, name: `${prefix}-a`, owners: ["self"] });
    assert.deepEqual(idsOf(found), [id]);
    const [image] = found;
    assert.deepEqual([image?.region, image?.name], [region, `${prefix}-a`]);
    if (image?.createdAt) assert.equal(new Date(image.createdAt).toISOString(), image.createdAt);
  });

  yield promise(
    "lets * stand for any characters and ? for one",
    async ({ images, regions, plant }, prefix) => {
      const [region] = regions;
      const [one, two] = [
        await plant({ region, name: `${prefix}-1-x` }),
        await plant({ region, name: `${prefix}-12-x` }),
      ];
      const find = async (name: string) =>
        idsOf(await images.find({ region, name, owners: ["self"] })).sort();
      assert.deepEqual(await find(`${prefix}-*`), [one.id, two.id].sort());
      assert.deepEqual(await find(`${prefix}-?-x`), [one.id]);
      assert.deepEqual(await find(`${prefix}-*-y`), []);
    },
  );

  yield promise("tells upper from lower case", async ({ images, regions: [region], plant }, prefix) => {
    await plant({ region, name: `${prefix}-Lab` });
    assert.deepEqual(await images.find({ region, name: `${prefix}-lab`, owners: ["self"] }), []);
  });

  yield promise("gives the newest image first", async ({ images, regions: [region], plant }, prefix) => {
    for (const name of ["b", "a", "c"]) await plant({ region, name: `${prefix}-${name}` });
    const found = await images.find({ region, name: `${prefix}-*`, owners: ["self"] });
    assert.equal(found.length, 3);
    const ages = found.map(({ createdAt }) => createdAt ?? "");
    assert.deepEqual(ages, [...ages].sort().reverse());
  });

  yield promise("finds images of the owners named, and of no one else", async (scene, prefix) => {
    const { images, regions, plant, stranger } = scene;
    const [region] = regions;
    const { id } = await plant({ region, name: prefix });
    assert.deepEqual(await images.find({ region, name: prefix, owners: [stranger] }), []);
    assert.deepEqual(idsOf(await images.find({ region, name: prefix, owners: [stranger, "self"] })), [id]);
  });

  yield promise("refuses to look for images of anyone", async ({ images, regions: [region] }, prefix) => {
    const owners = [] as unknown as [string];
    await assert.rejects(images.find({ region, name: prefix, owners }), { code: "invalid_input" });
  });

  yield promise("looks in one region only", async ({ images, regions: [here, there], plant }, prefix) => {
    const { id } = await plant({ region: here, name: prefix });
    assert.deepEqual(await images.find({ region: there, name: prefix, owners: ["self"] }), []);
    assert.deepEqual(await images.get(there, [id]), new Map());
  });

  yield promise("gives details by id, and leaves out what it does not know", async (scene, prefix) => {
    const { images, regions, plant } = scene;
    const [region] = regions;
    const { id } = await plant({ region, name: prefix });
    const found = await images.get(region, ["ami-0ffffffffffffffff", id, id]);
    assert.deepEqual([...found.keys()], [id]);
    assert.deepEqual([found.get(id)?.id, found.get(id)?.name], [id, prefix]);
  });

  yield promise("gives details of no images when none is named", async ({ images, regions: [region] }) => {
    assert.deepEqual(await images.get(region, []), new Map());
  });

  yield promise("ends with `aborted` when the caller has given up", async ({ images, regions: [region] }) => {
    const options = { signal: AbortSignal.abort() };
    const query = { region, name: "*", owners: ["self"] as [string] };
    await assert.rejects(images.find(query, options), { code: "aborted" });
    await assert.rejects(images.get(region, ["ami-0ffffffffffffffff"], options), { code: "aborted" });
  });
}

const idsOf = (images: readonly ImageInfo[]): string[] => images.map(({ id }) => id);
