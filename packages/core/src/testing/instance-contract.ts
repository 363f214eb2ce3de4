import assert from "node:assert/strict";
import { CoreError } from "../errors.ts";
import type { InstanceRef } from "../ports/instances.ts";
import { type ContractCase, casesOf } from "./contract.ts";
import type { Patience } from "./eventually.ts";
import { discoverContract } from "./instance-discover-contract.ts";
import { powerContract } from "./instance-power-contract.ts";
import { type InstanceScene, idsOf, instanceStage, NOBODY, refOf } from "./instance-scene.ts";

/**
 * Everything the rest of the system relies on in an {@link InstanceReader} and {@link InstanceControl}. How long a
 * machine takes to start and stop is left to the scene: the suite looks until it has.
 *
 * @param open - Gives an adapter and the means to make machines. Called once per case.
 */
export function* instanceContract(
  open: () => Promise<InstanceScene>,
  patience: Patience = {},
): Iterable<ContractCase> {
  const openStage = async () => instanceStage(await open(), patience);
  const promise = casesOf(openStage);

  yield promise("describes a machine by where it is, what it is made of and how it is", async (stage) => {
    const imageId = await stage.image(stage.here);
    const tags = { Name: "lab Zoë", "cml:port": "8443" };
    const snapshot = await stage.machine("running", { imageId, tags });
    assert.deepEqual(await stage.look(snapshot).then(refOf), refOf(snapshot));
    assert.equal(snapshot.region, stage.here);
    assert.equal(snapshot.imageId, imageId);
    assert.ok(snapshot.instanceType.length > 0);
    for (const [key, value] of Object.entries(tags)) assert.equal(snapshot.tags?.[key], value);
    for (const time of [snapshot.launchedAt, snapshot.observedAt]) assertTimestamp(time);
  });

  yield promise(
    "reports machines that the provider does not know apart from those it does",
    async (stage) => {
      const known = refOf(await stage.machine("running"));
      const unknown = { region: stage.here, id: NOBODY };
      const { found, missing, failed } = await stage.instances.describe([unknown, known]);
      assert.deepEqual([idsOf(found), missing.map(refOf), failed], [[known.id], [unknown], []]);
    },
  );

  yield promise("puts each machine into exactly one list, however often it is asked for", async (stage) => {
    const known = refOf(await stage.machine("stopped"));
    const unknown = { region: stage.here, id: NOBODY };
    const { found, missing } = await stage.instances.describe([known, unknown, known, unknown]);
    assert.deepEqual([found.length, missing.length], [1, 1]);
  });

  yield promise(
    "describes machines of two regions in one call, and keeps the regions apart",
    async (stage) => {
      const [one, other] = [
        await stage.machine("running"),
        await stage.machine("stopped", { region: stage.there }),
      ];
      const misplaced = { region: stage.there, id: one.id };
      const { found, missing } = await stage.instances.describe([one, other, misplaced].map(refOf));
      assert.deepEqual(found.map(regionAndId).sort(), [one, other].map(regionAndId).sort());
      assert.deepEqual(missing.map(refOf), [misplaced]);
    },
  );

  yield promise("finds the one machine among hundreds of ids that nobody has", async (stage) => {
    const known = refOf(await stage.machine("running"));
    const strangers = Array.from({ length: 450 }, (_, index): InstanceRef => {
      return { region: stage.here, id: `i-0fff${index.toString(16).padStart(13, "0")}` };
    });
    const { found, missing, failed } = await stage.instances.describe([...strangers, known]);
    assert.deepEqual([idsOf(found), missing.length, failed], [[known.id], 450, []]);
  });

  yield promise("answers a question about no machines with empty lists", async ({ instances }) => {
    assert.deepEqual(await instances.describe([]), { found: [], missing: [], failed: [] });
  });

  yield promise("says what is not well in a region, and leaves out what does not run", async (stage) => {
    const [running, stopped] = [await stage.machine("running"), await stage.machine("stopped")];
    const { region, notOk, asOf } = await stage.instances.health(stage.here);
    assert.equal(region, stage.here);
    assertTimestamp(asOf);
    assert.equal(notOk.has(stopped.id), false);
    const checks = notOk.get(running.id);
    if (checks) assert.ok(checks.instance !== "ok" || checks.system !== "ok", "It is listed, but well.");
  });

  yield promise("lists an impaired machine in its own region only", async (stage) => {
    if (!stage.impair) return;
    const machine = await stage.machine("running");
    await stage.impair(refOf(machine));
    const checks = (await stage.instances.health(stage.here)).notOk.get(machine.id);
    assert.ok(checks && [checks.instance, checks.system].includes("impaired"));
    assert.equal((await stage.instances.health(stage.there)).notOk.has(machine.id), false);
  });

  yield promise("reports a region that fails, and answers about the other", async (stage) => {
    if (!stage.breakRegion) return;
    const [one, other] = [
      await stage.machine("running"),
      await stage.machine("running", { region: stage.there }),
    ];
    await stage.breakRegion(stage.there);
    const { found, missing, failed } = await stage.instances.describe([other, one].map(refOf));
    assert.deepEqual([idsOf(found), missing], [[one.id], []]);
    assert.deepEqual(
      failed.flatMap(({ refs }) => refs.map(refOf)),
      [refOf(other)],
    );
    assert.ok(failed.every(({ error }) => CoreError.is(error)));
    await assert.rejects(stage.instances.health(stage.there), isCoreError);
  });

  yield promise("ends with `aborted` when the caller has given up", async ({ instances, here }) => {
    const options = { signal: AbortSignal.abort() };
    await assert.rejects(instances.describe([{ region: here, id: NOBODY }], options), { code: "aborted" });
    await assert.rejects(instances.health(here, options), { code: "aborted" });
    await assert.rejects(Array.fromAsync(instances.discover({ region: here }, options)), { code: "aborted" });
  });

  yield* discoverContract(openStage);
  yield* powerContract(openStage);
}

const isCoreError = (error: unknown): boolean => CoreError.is(error);

const regionAndId = ({ region, id }: InstanceRef): string => `${region} ${id}`;

function assertTimestamp(time: string): void {
  assert.equal(new Date(time).toISOString(), time);
}
