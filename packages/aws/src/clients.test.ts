import { expect, test } from "vitest";
import { ec2Images, ec2Instances } from "./index.ts";
import { ec2Answer, fakeAws } from "./test/fake-aws.ts";
import { realClients } from "./test/real-clients.ts";

const region = "eu-west-1";
const patient = { maxAttempts: 1, requestTimeoutMs: 100 };

test.each(["silence", "half"] as const)("does not wait longer than allowed for %s", async (reply) => {
  await using aws = await fakeAws(() => reply);
  using clients = realClients(aws.endpoint, patient);
  const instances = ec2Instances({ clients: clients.ec2 });

  const { failed } = await instances.describe([{ region, id: "i-1" }]);

  expect(failed.map(({ error }) => error.code)).toEqual(["timeout"]);
});

test("an image that is known is not given to one who already gave up", async () => {
  const image =
    "<imagesSet><item><imageId>ami-1</imageId><imageState>available</imageState></item></imagesSet>";
  await using aws = await fakeAws(() => ec2Answer("DescribeImages", image));
  using clients = realClients(aws.endpoint);
  const images = ec2Images({ clients: clients.ec2 });
  expect((await images.get(region, ["ami-1"])).size).toBe(1);

  const signal = AbortSignal.abort();

  await expect(images.get(region, ["ami-1"], { signal })).rejects.toMatchObject({ code: "aborted" });
});
