import {
  DeregisterImageCommand,
  DescribeImagesCommand,
  RegisterImageCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal } from "../../../test/aws-fixture.ts";
import { manualClock } from "../../../test/manual-clock.ts";
import { makeAccounts } from "../../model/accounts.ts";
import { readForm } from "../../wire/form.ts";
import { imageRegistrationActions } from "./image-registration.ts";

test("registers an image of the account's own, from which instances can be launched", async () => {
  await using fixture = await awsFixture();
  const { ImageId } = await fixture.ec2.send(
    new RegisterImageCommand({ Name: "cml-2.9.1", Description: "Patched" }),
  );
  const { Images } = await fixture.ec2.send(
    new DescribeImagesCommand({ Owners: ["self"], Filters: [{ Name: "name", Values: ["cml-2.9.1"] }] }),
  );
  expect(Images).toMatchObject([{ ImageId, Description: "Patched", OwnerId: "123456789012" }]);
  const { Instances } = await fixture.ec2.send(
    new RunInstancesCommand({ ImageId: ImageId!, InstanceType: "c5.xlarge", MinCount: 1, MaxCount: 1 }),
  );
  expect(Instances).toMatchObject([{ ImageId, State: { Name: "pending" } }]);
});

test("gives every image an id of its own", async () => {
  await using fixture = await awsFixture();
  for (const Name of ["one", "two", "three"]) await fixture.ec2.send(new RegisterImageCommand({ Name }));
  const { Images = [] } = await fixture.ec2.send(new DescribeImagesCommand({}));
  expect(Images.length).toBeGreaterThanOrEqual(4);
  expect(new Set(Images.map(({ ImageId }) => ImageId)).size).toBe(Images.length);
});

test("refuses a name that is taken, or too short", async () => {
  await using fixture = await awsFixture();
  await fixture.ec2.send(new RegisterImageCommand({ Name: "cml-2.9.1" }));
  expect(await refusal(fixture.ec2.send(new RegisterImageCommand({ Name: "cml-2.9.1" })))).toBe(
    "InvalidAMIName.Duplicate",
  );
  expect(await refusal(fixture.ec2.send(new RegisterImageCommand({ Name: "x" })))).toBe(
    "InvalidAMIName.Malformed",
  );
});

test("withdraws an image of the account's own, and of no other", async () => {
  const strange = {
    region: "us-east-1",
    id: "ami-00000000000000009",
    name: "strange",
    ownerId: "999988887777",
  };
  await using fixture = await awsFixture({ images: [strange] });
  const { ImageId } = await fixture.ec2.send(new RegisterImageCommand({ Name: "mine" }));
  await fixture.ec2.send(new DeregisterImageCommand({ ImageId: ImageId! }));
  const describe = () => fixture.ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId!] }));
  // For a while AWS remembers it, but nothing can be launched from it.
  expect((await describe()).Images).toEqual([]);
  const launch = { ImageId: ImageId!, InstanceType: "c5.large", MinCount: 1, MaxCount: 1 } as const;
  expect(await refusal(fixture.ec2.send(new RunInstancesCommand(launch)))).toBe("InvalidAMIID.NotFound");
  fixture.clock.advance(3_600_000);
  expect(await refusal(describe())).toBe("InvalidAMIID.NotFound");
  expect(await refusal(fixture.ec2.send(new DeregisterImageCommand({ ImageId: strange.id })))).toBe(
    "AuthFailure",
  );
});

test("remembers withdrawn images no longer than it shows them as gone", async () => {
  const clock = manualClock();
  const { home: world } = makeAccounts({ clock: clock.now });
  const region = world.regions.get("us-east-1")!;
  const act = (action: string, text: string) =>
    imageRegistrationActions[action]!({ world, region, params: readForm(text).params });
  for (const name of ["one", "two", "three"]) {
    const id = /ami-\w+/.exec(String(await act("RegisterImage", `Name=${name}`)))?.[0];
    await act("DeregisterImage", `ImageId=${id}`);
    clock.advance(world.delays.vanishMs / 2);
  }
  expect(region.withdrawn.size).toBe(2);
});
