import assert from "node:assert/strict";
import { CoreError } from "../errors.ts";
import type { InstanceRef, Outcome, PowerChange } from "../ports/instances.ts";
import { type ContractCase, casesOf } from "./contract.ts";
import { type InstanceStage, NOBODY, refOf } from "./instance-scene.ts";

/** The part of the instance contract that is about commands. */
export function* powerContract(open: () => Promise<InstanceStage>): Iterable<ContractCase> {
  const promise = casesOf(open);

  yield promise("starts a stopped machine, and says what it was before", async (stage) => {
    const machine = await stage.machine("stopped");
    const [outcome, ...more] = await stage.instances.start([refOf(machine)]);
    assert.deepEqual(more, []);
    assert.deepEqual(outcome?.ref && refOf(outcome.ref), refOf(machine));
    const { from, to } = changeOf(outcome);
    assert.equal(from, "stopped");
    assert.ok(to === "pending" || to === "running", to);
    const running = await stage.reaches(machine, "running");
    assert.ok(running.launchedAt >= machine.launchedAt);
  });

  yield promise("starts a machine that starts or runs already without complaint", async (stage) => {
    const machine = await stage.machine("stopped");
    await stage.instances.start([refOf(machine)]);
    changeOf((await stage.instances.start([refOf(machine)]))[0]);
    await stage.reaches(machine, "running");
    const { from, to } = changeOf((await stage.instances.start([refOf(machine)]))[0]);
    assert.deepEqual([from, to], ["running", "running"]);
  });

  yield promise("stops a running machine, and says what it was before", async (stage) => {
    const machine = await stage.machine("running");
    const { from, to } = changeOf((await stage.instances.stop([refOf(machine)]))[0]);
    assert.equal(from, "running");
    assert.ok(to === "stopping" || to === "stopped", to);
    await stage.reaches(machine, "stopped");
  });

  yield promise("stops a machine that stops or stands already without complaint", async (stage) => {
    const machine = await stage.machine("running");
    await stage.instances.stop([refOf(machine)]);
    changeOf((await stage.instances.stop([refOf(machine)]))[0]);
    await stage.reaches(machine, "stopped");
    const { from, to } = changeOf((await stage.instances.stop([refOf(machine)]))[0]);
    assert.deepEqual([from, to], ["stopped", "stopped"]);
  });

  yield promise("carries a command out for the others when one machine is unknown", async (stage) => {
    const machines = [await stage.machine("stopped"), await stage.machine("stopped")].map(refOf);
    const unknown = { region: stage.here, id: NOBODY };
    const outcomes = await stage.instances.start([unknown, ...machines]);
    assert.equal(outcomes.length, 3);
    assert.equal(errorOf(outcomes, unknown).code, "not_found");
    for (const machine of machines) {
      changeOf(outcomes.find(({ ref }) => ref.id === machine.id));
      await stage.reaches(machine, "running");
    }
  });

  yield promise("refuses a terminated machine with `conflict`, and obeys for the others", async (stage) => {
    const terminated = await stage.machine("terminated");
    const running = await stage.machine("running");
    const outcomes = await stage.instances.stop([terminated, running].map(refOf));
    assert.equal(errorOf(outcomes, terminated).code, "conflict");
    changeOf(outcomes.find(({ ref }) => ref.id === running.id));
    await stage.reaches(running, "stopped");
    const [refused] = await stage.instances.start([refOf(terminated)]);
    assert.equal(errorOf([refused], terminated).code, "conflict");
  });

  yield promise("commands machines of two regions in one call", async (stage) => {
    const one = await stage.machine("running");
    const other = await stage.machine("running", { region: stage.there });
    const misplaced = { region: stage.there, id: one.id };
    const outcomes = await stage.instances.stop([one, other, misplaced].map(refOf));
    assert.equal(errorOf(outcomes, misplaced).code, "not_found");
    for (const machine of [one, other]) await stage.reaches(machine, "stopped");
  });

  yield promise("gives one outcome for a machine that is named twice", async (stage) => {
    const machine = refOf(await stage.machine("stopped"));
    assert.equal((await stage.instances.start([machine, machine])).length, 1);
  });

  yield promise("commands nothing when nothing is named", async ({ instances }) => {
    assert.deepEqual([await instances.start([]), await instances.stop([])], [[], []]);
  });

  yield promise(
    "gives each machine of a region that fails an error, and obeys in the other",
    async (stage) => {
      if (!stage.breakRegion) return;
      const one = await stage.machine("running");
      const other = await stage.machine("running", { region: stage.there });
      await stage.breakRegion(stage.there);
      const outcomes = await stage.instances.stop([other, one].map(refOf));
      assert.ok(CoreError.is(errorOf(outcomes, other)));
      await stage.reaches(one, "stopped");
    },
  );
}

function changeOf(outcome: Outcome<PowerChange> | undefined): PowerChange {
  assert.ok(outcome, "There is no outcome.");
  if (!outcome.ok) throw outcome.error;
  return outcome.value;
}

function errorOf(outcomes: readonly (Outcome<PowerChange> | undefined)[], { region, id }: InstanceRef) {
  const outcome = outcomes.find((one) => one?.ref.region === region && one.ref.id === id);
  assert.ok(outcome && !outcome.ok, `The command to ${id} in ${region} is no failure.`);
  return outcome.error;
}
