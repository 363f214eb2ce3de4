import { describe, expect, test } from "vitest";
import { CoreError } from "../errors.ts";
import { workflowScene } from "../test/workflow-scene.ts";
import { importWorkers } from "./import-workers.ts";

const region = "eu-west-1";
const alice = { actor: "user:alice" };
const down = new CoreError("The region is down.", { code: "unavailable", retryable: true });

describe("importing instances", () => {
  test("makes a worker of each machine of an image, with the status, name and image it has", async () => {
    const { ports, cloud } = workflowScene();
    const image = cloud.plantImage({ region, name: "cml-2.9", description: "CML" });
    cloud.plantMachine({ region, imageId: image.id, name: "lab-1" });
    const bare = cloud.plantMachine({ region, imageId: image.id, power: "stopped" });
    cloud.plantMachine({ region });
    cloud.plantMachine({ region: "us-east-1", imageId: image.id });
    const { imported, skipped, totalFound } = await importWorkers(
      ports,
      { region, imageName: "cml-*" },
      alice,
    );
    expect([skipped, totalFound]).toEqual([[], 2]);
    expect(imported.map(({ name, lifecycle: { status } }) => [name, status])).toEqual([
      ["lab-1", "running"],
      [bare.id, "stopped"],
    ]);
    const remembered = { id: image.id, name: "cml-2.9", description: "CML", createdAt: image.createdAt };
    expect(imported[0]?.instance?.image).toEqual(remembered);
    expect(imported[0]).toMatchObject({ origin: "imported", createdBy: "user:alice", region });
  });

  test("looks among one's own images unless told otherwise", async () => {
    const { ports, cloud } = workflowScene();
    const strange = cloud.plantImage({ region, name: "cml-2.9", ownerId: "210987654321" });
    cloud.plantMachine({ region, imageId: strange.id });
    const lookup = { region, imageName: "cml-*" };
    await expect(importWorkers(ports, lookup, alice)).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("of owner self is named cml-*"),
    });
    const told = { ...lookup, imageOwners: ["self", "210987654321"] as [string, string] };
    expect((await importWorkers(ports, told, alice)).imported).toHaveLength(1);
  });

  test("finds the machines of images that are named by id", async () => {
    const { ports, cloud } = workflowScene();
    const machine = cloud.plantMachine({ region });
    const imageIds = [machine.snapshot().imageId];
    expect((await importWorkers(ports, { region, imageIds }, alice)).imported).toHaveLength(1);
  });

  test("says of each machine that does not become a worker why not", async () => {
    const { ports, cloud } = workflowScene();
    const [known, terminated, dying, fresh] = (
      ["running", "terminated", "terminating", "running"] as const
    ).map((power) => cloud.plantMachine({ region, power }));
    await importWorkers(ports, { region, instanceIds: [known?.id ?? ""] }, alice);
    const unknown = "i-0ffffffffffffffff";
    const instanceIds = [unknown, known, terminated, dying, fresh, fresh].map((machine) =>
      typeof machine === "string" ? machine : (machine?.id ?? ""),
    );
    const { imported, skipped, totalFound } = await importWorkers(ports, { region, instanceIds }, alice);
    expect(imported.map(({ instance }) => instance?.id)).toEqual([fresh?.id]);
    expect(skipped.map(({ instanceId, reason }) => [instanceId, reason])).toEqual([
      [unknown, "not_found"],
      [known?.id, "already_imported"],
      [terminated?.id, "terminated"],
      [dying?.id, "terminated"],
    ]);
    expect(totalFound).toBe(4);
    for (const { message } of skipped) expect(message).toMatch(/\.$/);
  });

  test("imports the others when one cannot be read or saved", async () => {
    const { ports, cloud } = workflowScene();
    const [unreadable, unlucky, sound] = [1, 2, 3].map(() => cloud.plantMachine({ region }).id);
    cloud.fail(down, { operation: "describe", region, id: unreadable ?? "" });
    const { workers } = ports;
    const save: typeof workers.save = async (id, change) => {
      if (change.state.instance?.id === unlucky) throw new Error("The disk is full.");
      return workers.save(id, change);
    };
    const input = { region, instanceIds: [unreadable ?? "", unlucky ?? "", sound ?? ""] };
    const result = await importWorkers({ ...ports, workers: { ...workers, save } }, input, alice);
    expect(result.imported.map(({ instance }) => instance?.id)).toEqual([sound]);
    expect(result.skipped).toEqual([
      { instanceId: unreadable, reason: "failed", message: "The region is down." },
      { instanceId: unlucky, reason: "failed", message: "The disk is full." },
    ]);
  });

  test("throws what the provider says when it says nothing about any of them", async () => {
    const { ports, cloud } = workflowScene();
    const { id, imageId } = cloud.plantMachine({ region }).snapshot();
    cloud.fail(down, { region });
    await expect(importWorkers(ports, { region, instanceIds: [id] }, alice)).rejects.toBe(down);
    await expect(importWorkers(ports, { region, imageIds: [imageId] }, alice)).rejects.toBe(down);
  });

  test("does without the details of images that cannot be read", async () => {
    const { ports, cloud } = workflowScene();
    const { id, imageId } = cloud.plantMachine({ region }).snapshot();
    cloud.fail(down, { operation: "getImages" });
    const { imported } = await importWorkers(ports, { region, instanceIds: [id] }, alice);
    expect(imported[0]?.instance?.image).toEqual({ id: imageId });
  });

  test("makes one worker of a machine that is imported twice at once", async () => {
    const { ports, cloud } = workflowScene();
    const { id } = cloud.plantMachine({ region });
    const racers = await Promise.all(
      [1, 2, 3].map(() => importWorkers(ports, { region, instanceIds: [id] }, alice)),
    );
    expect(racers.flatMap(({ imported }) => imported)).toHaveLength(1);
    expect(racers.flatMap(({ skipped }) => skipped.map(({ reason }) => reason))).toEqual([
      "already_imported",
      "already_imported",
    ]);
    expect((await ports.workers.find({})).workers).toHaveLength(1);
  });

  test("gives a single machine the name asked for", async () => {
    const { ports, cloud } = workflowScene();
    const { id } = cloud.plantMachine({ region, name: "tagged" });
    const { imported } = await importWorkers(ports, { region, instanceIds: [id], name: "mine" }, alice);
    expect(imported[0]?.name).toBe("mine");
  });
});

describe("what cannot be imported by", () => {
  const rows: [string, object, string][] = [
    ["a region that is none", { region: "Europe", imageName: "cml-*" }, "at region"],
    ["an instance id that is none", { region, instanceIds: ["web-1"] }, "at instanceIds[0]"],
    ["an image id that is none", { region, imageIds: ["web-1"] }, "at imageIds[0]"],
    ["an empty image name", { region, imageName: "" }, "at imageName"],
    ["no owners", { region, imageName: "cml-*", imageOwners: [] }, "at imageOwners"],
    ["no criterion", { region }, "Give exactly one of instanceIds, imageIds and imageName."],
    ["two criteria", { region, imageName: "a", imageIds: [] }, "Give exactly one of"],
    ["a name for many", { region, imageName: "cml-*", name: "mine" }, "at name"],
    [
      "a name for two",
      { region, instanceIds: ["i-00000001", "i-00000002"], name: "mine" },
      "A name can be given for a single instance id only.",
    ],
    ["a word that is not known", { region, imageName: "a", regions: [] }, "regions"],
  ];
  test.each(rows)("%s is refused before anyone is asked, naming the field", async (_, input, named) => {
    const { ports, cloud } = workflowScene();
    const attempt = importWorkers(ports, input as Parameters<typeof importWorkers>[1], alice);
    await expect(attempt).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining(named),
    });
    expect(Object.values(cloud.calls()).every((count) => count === 0)).toBe(true);
  });
});
