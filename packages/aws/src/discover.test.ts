import { expect, test } from "vitest";
import { ec2Instances } from "./index.ts";
import { fakeAws, filter } from "./test/fake-aws.ts";
import { fakeFleet, instanceId } from "./test/fake-fleet.ts";
import { realClients } from "./test/real-clients.ts";

const region = "eu-west-1";

test("asks for 200 images at a time, each once", async () => {
  const images = Array.from({ length: 450 }, (_, index) => `ami-${index}`);
  const fleet = images.map((imageId, index) => ({ id: instanceId(index), state: "running", imageId }));
  await using aws = await fakeAws(fakeFleet(fleet));
  using clients = realClients(aws.endpoint);
  const instances = ec2Instances({ clients: clients.ec2 });

  const found = await Array.fromAsync(instances.discover({ region, imageIds: [...images, ...images] }));

  expect(found.map(({ id }) => id)).toEqual(fleet.map(({ id }) => id));
  expect(aws.calls.map(({ params }) => filter(params, "image-id")?.length)).toEqual([200, 200, 50]);
});

test("asks nothing about no images", async () => {
  await using aws = await fakeAws(fakeFleet([{ id: instanceId(0), state: "running" }]));
  using clients = realClients(aws.endpoint);
  const instances = ec2Instances({ clients: clients.ec2 });
  expect(await Array.fromAsync(instances.discover({ region, imageIds: [], tags: { a: "b" } }))).toEqual([]);
  expect(aws.calls).toEqual([]);
});

test("takes the characters of a tag's value for themselves", async () => {
  await using aws = await fakeAws(fakeFleet([]));
  using clients = realClients(aws.endpoint);
  const tags = { owner: "a*b?c\\d", team: "Zoë" };
  await Array.fromAsync(ec2Instances({ clients: clients.ec2 }).discover({ region, tags }));
  const [call] = aws.calls;
  expect(filter(call?.params ?? new URLSearchParams(), "tag:owner")).toEqual(["a\\*b\\?c\\\\d"]);
  expect(filter(call?.params ?? new URLSearchParams(), "tag:team")).toEqual(["Zoë"]);
});
