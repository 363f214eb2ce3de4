import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeTagsCommand,
  type EC2Client,
  paginateDescribeTags,
  RunInstancesCommand,
  type Tag,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";

const tagsOf = async (ec2: EC2Client, id: string) => {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0]?.Tags ?? [];
};
const create = (ec2: EC2Client, Resources: string[], ...Tags: Tag[]) =>
  ec2.send(new CreateTagsCommand({ Resources, Tags }));
const remove = (ec2: EC2Client, Resources: string[], ...Tags: Tag[]) =>
  ec2.send(new DeleteTagsCommand({ Resources, Tags }));

test("puts tags on, changes them, and takes them off", async () => {
  await using fixture = await awsFixture({
    instances: [{ region, tags: { a: "1", "aws:x": "kept" } }],
    ...withoutControllers,
  });
  const { aws, ec2 } = fixture;
  const { id } = aws.instances()[0]!;
  await create(ec2, [id], { Key: "a", Value: "2" }, { Key: "b", Value: "" });
  expect(await tagsOf(ec2, id)).toEqual([
    { Key: "a", Value: "2" },
    { Key: "aws:x", Value: "kept" },
    { Key: "b", Value: "" },
  ]);
  await remove(ec2, [id], { Key: "a", Value: "1" });
  expect(await tagsOf(ec2, id)).toHaveLength(3);
  await remove(ec2, [id], { Key: "a", Value: "2" });
  await remove(ec2, [id], { Key: "never there" });
  expect(await tagsOf(ec2, id)).toHaveLength(2);
  await remove(ec2, [id]);
  expect(await tagsOf(ec2, id)).toEqual([{ Key: "aws:x", Value: "kept" }]);
});

test("refuses unknown resources, reserved keys and a fifty-first tag, and changes nothing then", async () => {
  const tags = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`k${index}`, ""]));
  await using fixture = await awsFixture({ instances: [{ region, tags }], ...withoutControllers });
  const { aws, ec2 } = fixture;
  const { id } = aws.instances()[0]!;
  const tag = { Key: "new", Value: "" };
  expect(await refusal(create(ec2, [id, "i-00000000000000001"], tag))).toBe("InvalidInstanceID.NotFound");
  expect(await refusal(create(ec2, ["vol-00000000000000001"], tag))).toBe("InvalidVolume.NotFound");
  expect(await refusal(create(ec2, ["ami-00000000000000001"], tag))).toBe("InvalidAMIID.NotFound");
  expect(await refusal(create(ec2, ["nonsense"], tag))).toBe("InvalidID");
  expect(await refusal(create(ec2, [id], { Key: "aws:x", Value: "" }))).toBe("InvalidParameterValue");
  expect(await refusal(remove(ec2, [id], { Key: "aws:x" }))).toBe("InvalidParameterValue");
  expect(await refusal(create(ec2, [id], tag, tag))).toBe("InvalidParameterValue");
  expect(await refusal(create(ec2, [id], tag, { Key: "newer", Value: "" }))).toBe("TagLimitExceeded");
  expect(await tagsOf(ec2, id)).toHaveLength(49);
  await create(ec2, [id], tag, { Key: "k0", Value: "changed" });
  expect(await tagsOf(ec2, id)).toHaveLength(50);
});

test("counts the tag of the endpoint for none of the fifty", async () => {
  await using fixture = await awsFixture();
  const { ec2 } = fixture;
  const { Images } = await ec2.send(new DescribeImagesCommand({}));
  const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: "" }));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: Images![0]!.ImageId!,
      InstanceType: "c5.4xlarge",
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: "instance", Tags }],
    }),
  );
  const id = Instances![0]!.InstanceId!;
  await create(ec2, [id], { Key: "k0", Value: "changed" });
  expect(await tagsOf(ec2, id)).toHaveLength(51);
  expect(await refusal(create(ec2, [id], { Key: "k50", Value: "" }))).toBe("TagLimitExceeded");
});

test("lists tags of images and instances, filtered and in pages", async () => {
  await using fixture = await awsFixture({
    instances: [
      { region, name: "one", tags: { team: "x" } },
      { region, name: "two", tags: { team: "y" } },
    ],
    ...withoutControllers,
  });
  const { aws, ec2 } = fixture;
  const [one] = aws.instances();
  const { Images } = await ec2.send(new DescribeImagesCommand({}));
  await create(ec2, [Images![0]!.ImageId!], ...["a", "b", "c"].map((Key) => ({ Key, Value: "" })));
  const by = async (Name: string, ...Values: string[]) =>
    (await ec2.send(new DescribeTagsCommand({ Filters: [{ Name, Values }] }))).Tags;
  expect(await by("resource-id", one!.id)).toEqual([
    { ResourceId: one!.id, ResourceType: "instance", Key: "Name", Value: "one" },
    { ResourceId: one!.id, ResourceType: "instance", Key: "team", Value: "x" },
  ]);
  expect(await by("resource-type", "image")).toHaveLength(3);
  expect(await by("key", "te?m")).toHaveLength(2);
  expect(await by("value", "two")).toHaveLength(1);
  const sizes: number[] = [];
  for await (const page of paginateDescribeTags({ client: ec2, pageSize: 5 }, {}))
    sizes.push(page.Tags?.length ?? 0);
  expect(sizes).toEqual([5, 2]);
});

test("loses no tag of a list when one before it is taken off between two pages", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, ec2 } = fixture;
  const [{ id } = { id: "" }] = aws.instances();
  await create(ec2, [id], ...Array.from({ length: 9 }, (_, index) => ({ Key: `k${index}`, Value: "" })));
  const next = async (NextToken?: string) => {
    const answer = await ec2.send(new DescribeTagsCommand({ MaxResults: 5, NextToken }));
    return { ...answer, keys: answer.Tags?.map(({ Key }) => Key) };
  };
  const first = await next();
  expect(first.keys).toEqual(["k0", "k1", "k2", "k3", "k4"]);
  await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: "k0" }] }));
  expect((await next(first.NextToken)).keys).toEqual(["k5", "k6", "k7", "k8"]);
});
