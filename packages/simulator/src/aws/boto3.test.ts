import { fileURLToPath } from "node:url";
import { boto3Peer, runAws, runPython } from "@cml-fleet/test-peers";
import { describe, expect, test } from "vitest";
import { region, withoutControllers } from "../test/aws-fixture.ts";
import { type AwsSimulator, startAwsSimulator } from "./aws-simulator.ts";

const visit = fileURLToPath(new URL("../test/python/visit_aws.py", import.meta.url));
const other = "210987654321";
const { missing } = boto3Peer();

/** The clock is the real one, as it is for the programs: things take moments instead of minutes. */
function startQuickAws(): Promise<AwsSimulator> {
  const many = Array.from({ length: 25 }, () => ({ region, tags: { fleet: "many" } }));
  return startAwsSimulator({
    otherAccounts: [other],
    instances: [...many, { region, account: other }],
    delays: { startMs: 6_000, stopMs: 300, terminateMs: 300, statusChecksMs: 300, consistencyMs: 400 },
    ...withoutControllers,
  });
}

const settings = ({ endpoint, accessKeyId, secretAccessKey }: AwsSimulator) => ({
  endpoint,
  region,
  accessKeyId,
  secretAccessKey,
});

describe.skipIf(missing !== undefined)("programs of AWS's own, as they are", () => {
  test("boto3 finds an AWS: its paginators, its waiters, its protocols", { timeout: 90_000 }, async () => {
    await using aws = await startQuickAws();
    const found = await runPython(visit, settings(aws));
    const ids = aws
      .instances()
      .slice(25, 28)
      .map(({ id }) => id);
    expect(found).toEqual({
      power: {
        ids,
        unknown: ["InvalidInstanceID.NotFound", 400],
        "at first": ["pending", "pending", "pending"],
        again: ids,
        mismatch: ["IdempotentParameterMismatch", 400],
        "too early": ["IncorrectInstanceState", 400],
        monitoring: "pending",
        tags: [
          ["Name", "boto3 & friends"],
          ["team", "blau"],
        ],
        restart: ["IncorrectInstanceState", 400],
      },
      pages: { sizes: [10, 10, 5], different: 25, statuses: 25 },
      metrics: {
        values: true,
        times: true,
        queries: ["q300", "q900"],
        pages: expect.any(Number),
        points: expect.any(Number),
        listed: [
          "CPUUtilization",
          "StatusCheckFailed",
          "StatusCheckFailed_AttachedEBS",
          "StatusCheckFailed_Instance",
          "StatusCheckFailed_System",
          "disk",
          "mem_used_percent",
        ],
        refused: ["ValidationError", 400],
      },
      accounts: {
        own: "123456789012",
        assumed: `arn:aws:sts::${other}:assumed-role/fleet/boto3`,
        minutes: 15,
        theirs: [other],
        refused: ["AccessDenied", 403],
      },
    });
  });

  test("the aws command line finds one too", { timeout: 90_000 }, async () => {
    await using aws = await startQuickAws();
    const run = (...args: string[]) => runAws([...args, "--output", "json"], settings(aws));
    expect(await run("sts", "get-caller-identity")).toMatchObject({ Account: "123456789012" });
    const [first, second] = aws.instances().map(({ id }) => id);
    const query = ["--query", "Reservations[].Instances[].InstanceId"];
    const all = await run("ec2", "describe-instances", "--page-size", "10", ...query);
    expect(all).toHaveLength(25);
    await run("ec2", "stop-instances", "--instance-ids", first!);
    await run("ec2", "wait", "instance-stopped", "--instance-ids", first!);
    expect(aws.instance(first!).state).toBe("stopped");
    await run("ec2", "create-tags", "--resources", second!, "--tags", "Key=Name,Value=by hand");
    expect(aws.instance(second!).name).toBe("by hand");
    const metrics = [
      "--metric-name",
      "CPUUtilization",
      "--namespace",
      "AWS/EC2",
      "--dimensions",
      `Name=InstanceId,Value=${second}`,
    ];
    expect(await run("cloudwatch", "list-metrics", ...metrics)).toMatchObject({
      Metrics: [{ MetricName: "CPUUtilization" }],
    });
    const images = await run("ec2", "describe-images", "--owners", "self", "--query", "Images[].Name");
    expect(images).toEqual(["cml-2.9.0-controller"]);
    const wrong = run("ec2", "start-instances", "--instance-ids", "i-00000000000000000");
    await expect(wrong).rejects.toThrow("(InvalidInstanceID.NotFound)");
  });
});
