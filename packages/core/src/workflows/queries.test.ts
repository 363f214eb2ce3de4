import { describe, expect, test } from "vitest";
import { refreshFleet } from "../refresh/refresh-fleet.ts";
import { workflowScene } from "../test/workflow-scene.ts";
import { sampleLab } from "../testing/index.ts";
import { getWorker, listLabs, listWorkers } from "./queries.ts";

describe("looking at workers", () => {
  test("shows each with what was measured of it, a page at a time", async () => {
    const { ports, adopt } = workflowScene();
    const [one, other] = [await adopt(), await adopt({ region: "us-east-1" })];
    await refreshFleet(ports, { workerIds: [one.id] });
    const first = await listWorkers(ports, { limit: 1 });
    expect(first.workers).toMatchObject([{ id: one.id, cpu_utilization: 25, poll_interval: 300 }]);
    const second = await listWorkers(ports, { limit: 1, after: first.next ?? "" });
    expect(second.workers).toMatchObject([{ id: other.id, cpu_utilization: null }]);
    expect(second).not.toHaveProperty("next");
  });

  test("shows one as the list does", async () => {
    const { ports, adopt } = workflowScene();
    const { id } = await adopt();
    await refreshFleet(ports);
    expect(await getWorker(ports, id)).toEqual((await listWorkers(ports)).workers[0]);
    await expect(getWorker(ports, "nobody")).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("listing the labs of a worker", () => {
  test("asks its controller", async () => {
    const { ports, adopt } = workflowScene();
    const { id, controller } = await adopt();
    const labs = [sampleLab(), sampleLab({ id: "lab-2", title: "Core" })];
    controller.change({ labs });
    expect(await listLabs(ports, id)).toEqual(labs);
  });

  test("fails when the controller cannot be read, and when there is none to ask", async () => {
    const { ports, adopt } = workflowScene();
    const { id, controller } = await adopt();
    controller.fail("labs", { code: "server_error", message: "GET /labs: 500." });
    await expect(listLabs(ports, id)).rejects.toMatchObject({ code: "unavailable" });
    const stopped = await adopt({ power: "stopped" });
    await expect(listLabs(ports, stopped.id)).rejects.toMatchObject({ code: "conflict" });
    await expect(listLabs(ports, "nobody")).rejects.toMatchObject({ code: "not_found" });
  });
});
