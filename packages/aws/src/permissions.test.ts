import { expect, test } from "vitest";
import { cloudWatchMetrics, ec2Images, ec2Instances } from "./index.ts";
import { actionOf, permissions } from "./permissions.ts";
import { ec2Answer, fakeAws } from "./test/fake-aws.ts";
import { fakeFleet, instanceId } from "./test/fake-fleet.ts";
import { realClients } from "./test/real-clients.ts";
import { runningSnapshot } from "./test/snapshots.ts";

const region = "eu-west-1";

test("name every operation that is called, and no other", async () => {
  const behave = fakeFleet([{ id: instanceId(0), state: "terminated" }]);
  await using aws = await fakeAws((call) =>
    call.action === "DescribeImages" ? ec2Answer(call.action, "<imagesSet/>") : behave(call),
  );
  using clients = realClients(aws.endpoint);
  const instances = ec2Instances({ clients: clients.ec2 });
  const images = ec2Images({ clients: clients.ec2 });
  const refs = [0, 1].map((index) => ({ region, id: instanceId(index) }));

  await instances.describe(refs);
  await Array.fromAsync(instances.discover({ region, imageIds: ["ami-1"] }));
  await instances.health(region);
  await instances.start(refs);
  await instances.stop(refs);
  await images.find({ region, name: "*", owners: ["self"] });
  await images.get(region, ["ami-1"]);
  await cloudWatchMetrics({ clients: clients.cloudwatch }).read([runningSnapshot(instanceId(0))]);

  const called = new Set(aws.calls.map(({ action }) => action));
  expect([...called].sort()).toEqual(Object.keys(permissions).sort());
});

test("narrow commands to instances, and reading not at all, as IAM allows", () => {
  const narrowed = Object.values(permissions).filter(({ perInstance }) => perInstance);
  expect(narrowed.map(({ action }) => action)).toEqual(["ec2:StartInstances", "ec2:StopInstances"]);
  for (const { action, neededFor } of Object.values(permissions)) {
    expect([action, neededFor]).toEqual([
      expect.stringMatching(/^(ec2|cloudwatch):[A-Z]\w+$/),
      expect.any(String),
    ]);
  }
});

test("say of an operation they do not know its own name", () => {
  expect(actionOf("StopInstances")).toBe("ec2:StopInstances");
  expect(actionOf("toString")).toBe("toString");
});
