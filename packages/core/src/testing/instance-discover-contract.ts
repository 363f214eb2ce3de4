import assert from "node:assert/strict";
import { CoreError } from "../errors.ts";
import type { DiscoverQuery } from "../ports/instances.ts";
import { type ContractCase, casesOf } from "./contract.ts";
import { type InstanceStage, idsOf } from "./instance-scene.ts";

const discovered = async ({ instances }: InstanceStage, query: DiscoverQuery): Promise<string[]> =>
  idsOf(await Array.fromAsync(instances.discover(query)));

/** The part of the instance contract that is about finding machines that nobody named. */
export function* discoverContract(open: () => Promise<InstanceStage>): Iterable<ContractCase> {
  const promise = casesOf(open);

  yield promise("discovers the machines made of any of some images, whatever their power", async (stage) => {
    const [one, other] = [await stage.machine("running"), await stage.machine("stopped")];
    await stage.machine("running");
    const query = { region: stage.here, imageIds: [one.imageId, other.imageId] };
    assert.deepEqual(await discovered(stage, query), idsOf([one, other]));
  });

  yield promise("discovers machines as `describe` does", async (stage) => {
    const { imageId } = await stage.machine("stopped", { tags: { Name: "lab" } });
    const [found] = await Array.fromAsync(
      stage.instances.discover({ region: stage.here, imageIds: [imageId] }),
    );
    assert.ok(found);
    const { observedAt: _, ...described } = await stage.look(found);
    const { observedAt: __, ...seen } = found;
    assert.deepEqual(seen, described);
  });

  yield promise("discovers nothing where the list of images is empty", async (stage) => {
    await stage.machine("running");
    assert.deepEqual(await discovered(stage, { region: stage.here, imageIds: [] }), []);
  });

  yield promise("discovers the machines that have all of some tags", async (stage) => {
    const imageId = await stage.image(stage.here);
    const machine = (tags: Readonly<Record<string, string>>) => stage.machine("running", { imageId, tags });
    const both = await machine({ suite: imageId, team: "a" });
    const one = await machine({ suite: imageId, team: "b" });
    await machine({ team: "a" });
    const where = { region: stage.here };
    assert.deepEqual(await discovered(stage, { ...where, tags: { suite: imageId } }), idsOf([both, one]));
    assert.deepEqual(await discovered(stage, { ...where, tags: { suite: imageId, team: "a" } }), [both.id]);
  });

  yield promise("takes the value of a tag literally", async (stage) => {
    const imageId = await stage.image(stage.here);
    const star = await stage.machine("running", { imageId, tags: { suite: `${imageId}*` } });
    const other = await stage.machine("running", { imageId, tags: { suite: `${imageId}x` } });
    const find = (suite: string) => discovered(stage, { region: stage.here, tags: { suite } });
    assert.deepEqual(await find(`${imageId}*`), [star.id]);
    assert.deepEqual(await find(`${imageId}x`), [other.id]);
    assert.deepEqual(await find(`${imageId}?`), []);
  });

  yield promise("combines images and tags with and", async (stage) => {
    const imageId = await stage.image(stage.here);
    const wanted = await stage.machine("running", { imageId, tags: { suite: imageId } });
    await stage.machine("running", { imageId });
    await stage.machine("running", { tags: { suite: imageId } });
    const query = { region: stage.here, imageIds: [imageId], tags: { suite: imageId } };
    assert.deepEqual(await discovered(stage, query), [wanted.id]);
  });

  yield promise("discovers in one region only", async (stage) => {
    const tags = { suite: await stage.image(stage.here) };
    const one = await stage.machine("running", { tags });
    const other = await stage.machine("running", { tags, region: stage.there });
    assert.deepEqual(await discovered(stage, { region: stage.here, tags }), [one.id]);
    assert.deepEqual(await discovered(stage, { region: stage.there, tags }), [other.id]);
  });

  yield promise("throws when a region cannot be searched, rather than find nothing", async (stage) => {
    if (!stage.breakRegion) return;
    const { imageId } = await stage.machine("running");
    await stage.breakRegion(stage.here);
    await assert.rejects(discovered(stage, { region: stage.here, imageIds: [imageId] }), (error: unknown) =>
      CoreError.is(error),
    );
  });
}
