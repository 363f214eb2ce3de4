import {
  DescribeImagesCommand,
  type DescribeImagesCommandInput,
  type EC2Client,
  paginateDescribeImages,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region } from "../../../test/aws-fixture.ts";

const other = "999988887777";
const images = [
  {
    region,
    name: "cml-2.8.1",
    id: "ami-00000000000000001",
    description: "CML",
    creationDate: "2025-03-01T10:00:00.000Z",
  },
  { region, name: "cml-2.9.0", id: "ami-00000000000000002" },
  { region, name: "CML-2.9.0", id: "ami-00000000000000003", ownerId: other },
  { region, name: "al2023-ami", id: "ami-00000000000000004", ownerId: "137112412989" },
];

const names = async (ec2: EC2Client, input: DescribeImagesCommandInput = {}) =>
  (await ec2.send(new DescribeImagesCommand(input))).Images?.map(({ Name }) => Name);

test("describes an image", async () => {
  await using fixture = await awsFixture({ images });
  const { Images } = await fixture.ec2.send(
    new DescribeImagesCommand({ ImageIds: ["ami-00000000000000001"] }),
  );
  expect(Images).toMatchObject([
    {
      ImageId: "ami-00000000000000001",
      Name: "cml-2.8.1",
      Description: "CML",
      OwnerId: "123456789012",
      State: "available",
      Public: false,
      CreationDate: "2025-03-01T10:00:00.000Z",
    },
  ]);
});

test("shows images of others, unless owners are named", async () => {
  await using fixture = await awsFixture({ images });
  const { ec2 } = fixture;
  expect(await names(ec2)).toHaveLength(4);
  expect(await names(ec2, { Owners: ["self"] })).toEqual(["cml-2.8.1", "cml-2.9.0"]);
  expect(await names(ec2, { Owners: [other] })).toEqual(["CML-2.9.0"]);
  expect(await names(ec2, { Owners: ["amazon", "self"] })).toEqual(["cml-2.8.1", "cml-2.9.0", "al2023-ami"]);
  expect(await refusal(names(ec2, { Owners: ["nobody"] }))).toBe("InvalidUserID.Malformed");
});

test("filters by name with wildcards and by case, by id, owner and state", async () => {
  await using fixture = await awsFixture({ images });
  const by = (Name: string, ...Values: string[]) => names(fixture.ec2, { Filters: [{ Name, Values }] });
  expect(await by("name", "cml-2.*")).toEqual(["cml-2.8.1", "cml-2.9.0"]);
  expect(await by("name", "cml-2.?.0")).toEqual(["cml-2.9.0"]);
  expect(await by("name", "CML*")).toEqual(["CML-2.9.0"]);
  expect(await by("image-id", "ami-00000000000000004", "ami-0000000000000000f")).toEqual(["al2023-ami"]);
  expect(await by("owner-id", other)).toEqual(["CML-2.9.0"]);
  expect(await by("state", "available")).toHaveLength(4);
  expect(await refusal(by("colour", "red"))).toBe("InvalidParameterValue");
});

test("answers for ids all or nothing", async () => {
  await using fixture = await awsFixture({ images });
  const byId = (...ImageIds: string[]) => refusal(names(fixture.ec2, { ImageIds }));
  expect(await byId("ami-00000000000000001", "ami-0000000000000000f")).toBe("InvalidAMIID.NotFound");
  expect(await byId("image-1")).toBe("InvalidAMIID.Malformed");
});

test("pages", async () => {
  await using fixture = await awsFixture({ images });
  const sizes: number[] = [];
  for await (const page of paginateDescribeImages({ client: fixture.ec2, pageSize: 3 }, {})) {
    sizes.push(page.Images?.length ?? 0);
  }
  expect(sizes).toEqual([3, 1]);
});
