import { type ManualClock, manualClock } from "@cml-fleet/core/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AwsClients } from "./clients.ts";
import { ec2Images } from "./index.ts";
import { ec2Answer, ec2Error, type FakeAws, fakeAws, filter, list, type SeenCall } from "./test/fake-aws.ts";
import { realClients } from "./test/real-clients.ts";

const region = "eu-west-1";
const DAY_MS = 24 * 60 * 60_000;

function imagesAnswer(ids: readonly string[], next = "") {
  const items = ids.map(
    (id) =>
      `<item><imageId>${id}</imageId><name>${id} name</name><description/><creationDate>2025-01-01T00:00:00.000Z</creationDate></item>`,
  );
  return ec2Answer(
    "DescribeImages",
    `<imagesSet>${items.join("")}</imagesSet>${next && `<nextToken>${next}</nextToken>`}`,
  );
}

/** There is every image but those named `ami-gone…`. */
function everyImage({ params }: SeenCall) {
  return imagesAnswer((filter(params, "image-id") ?? []).filter((id) => !id.startsWith("ami-gone")));
}

let aws: FakeAws;
let clients: AwsClients;
let clock: ManualClock;
let images: ReturnType<typeof ec2Images>;
beforeEach(async () => {
  aws = await fakeAws(everyImage);
  clients = realClients(aws.endpoint, { maxAttempts: 1 });
  clock = manualClock();
  images = ec2Images({ clients: clients.ec2, clock });
});
afterEach(async () => {
  clients.destroy();
  await aws[Symbol.asyncDispose]();
});

describe("details by id", () => {
  test("are asked for 200 at a time, each id once, deprecated and disabled ones too", async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `ami-${index}`);
    expect((await images.get(region, [...ids, ...ids])).size).toBe(250);
    expect(aws.calls.map(({ params }) => filter(params, "image-id")?.length).sort()).toEqual([200, 50]);
    for (const { params } of aws.calls) {
      expect([params.get("IncludeDeprecated"), params.get("IncludeDisabled")]).toEqual(["true", "true"]);
    }
  });

  test("are remembered for a day, and that there is no image for ten minutes", async () => {
    const look = () => images.get(region, ["ami-1", "ami-gone"]);
    expect([...(await look()).keys()]).toEqual(["ami-1"]);
    clock.advance(10 * 60_000 - 1);
    await look();
    expect(aws.calls.length).toBe(1);
    clock.advance(1);
    await look();
    clock.advance(DAY_MS);
    await look();
    const asked = aws.calls.map(({ params }) => filter(params, "image-id"));
    expect(asked).toEqual([["ami-1", "ami-gone"], ["ami-gone"], ["ami-1", "ami-gone"]]);
  });

  test("are remembered for each region apart", async () => {
    await images.get(region, ["ami-1"]);
    const [there] = (await images.get("us-east-1", ["ami-1"])).values();
    expect(there).toMatchObject({ region: "us-east-1", id: "ami-1", name: "ami-1 name" });
    expect(there && "description" in there).toBe(false);
    expect(aws.calls.map((call) => call.region)).toEqual([region, "us-east-1"]);
  });

  test("cost one call, however many ask at the same time", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => images.get(region, ["ami-1", "ami-2"])),
    );
    expect(answers.every(({ size }) => size === 2)).toBe(true);
    expect(aws.calls.length).toBe(1);
  });

  test("are asked for again after a question that failed", async () => {
    aws.next("DescribeImages", ec2Error("UnauthorizedOperation", 403));
    const failing = [images.get(region, ["ami-1"]), images.get(region, ["ami-1"])];
    for (const answer of failing) await expect(answer).rejects.toMatchObject({ code: "forbidden" });
    expect((await images.get(region, ["ami-1"])).size).toBe(1);
    expect(aws.calls.length).toBe(2);
  });

  test("reach those who wait, when one of them gives up", async () => {
    const giveUp = new AbortController();
    const seen = aws.seen("DescribeImages");
    const [leaving, staying] = [images.get(region, ["ami-1"], giveUp), images.get(region, ["ami-1"])];
    await seen;
    giveUp.abort();
    await expect(leaving).rejects.toMatchObject({ code: "aborted" });
    expect((await staying).size).toBe(1);
  });

  test("are neither asked for nor given to one who gave up before", async () => {
    const signal = AbortSignal.abort();
    await expect(images.get(region, ["ami-1"], { signal })).rejects.toMatchObject({ code: "aborted" });
    expect(aws.calls.length).toBe(0);
    await images.get(region, ["ami-1"]);
    await expect(images.get(region, ["ami-1"], { signal })).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("a search by name", () => {
  test("names the owners, and always asks", async () => {
    await images.find({ region, name: "cml-*", owners: ["self", "123456789012"] });
    await images.find({ region, name: "cml-*", owners: ["self", "123456789012"] });
    expect(aws.calls.length).toBe(2);
    const [{ params } = { params: new URLSearchParams() }] = aws.calls;
    expect(list(params, "Owner")).toEqual(["self", "123456789012"]);
    expect(filter(params, "name")).toEqual(["cml-*"]);
  });

  test("without owners makes no call", async () => {
    const owners = [] as unknown as [string];
    await expect(images.find({ region, name: "*", owners })).rejects.toMatchObject({ code: "invalid_input" });
    expect(aws.calls.length).toBe(0);
  });

  test("reads every page, and gives images of the same moment in the order of their ids", async () => {
    aws.next(
      "DescribeImages",
      imagesAnswer(["ami-c", "ami-a"], "2"),
      imagesAnswer([], "3"),
      imagesAnswer(["ami-b"]),
    );
    const found = await images.find({ region, name: "*", owners: ["self"] });
    expect(found.map(({ id }) => id)).toEqual(["ami-a", "ami-b", "ami-c"]);
    expect(aws.calls.map(({ params }) => params.get("NextToken"))).toEqual([null, "2", "3"]);
  });
});
