import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { StartInstancesCommand } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture } from "../../test/aws-fixture.ts";
import { last, query } from "../../test/metric-data.ts";

/** What EC2 refuses calls with, and the status of each that is not 400. */
const refusals: Readonly<Record<string, number>> = {
  UnauthorizedOperation: 403,
  AccessDenied: 403,
  AuthFailure: 401,
  RequestExpired: 400,
  OptInRequired: 400,
  DryRunOperation: 412,
  "InvalidInstanceID.NotFound": 400,
  "InvalidInstanceID.Malformed": 400,
  IncorrectInstanceState: 400,
  "InvalidAMIID.NotFound": 400,
  "InvalidAMIID.Malformed": 400,
  "InvalidAMIID.Unavailable": 400,
  InvalidParameterValue: 400,
  InvalidParameterCombination: 400,
  MissingParameter: 400,
  "InvalidSubnetID.NotFound": 400,
  "InvalidGroup.NotFound": 400,
  "InvalidKeyPair.NotFound": 400,
  IdempotentParameterMismatch: 400,
  InstanceLimitExceeded: 400,
  VcpuLimitExceeded: 400,
  InsufficientFreeAddressesInSubnet: 400,
  TagLimitExceeded: 400,
  FilterLimitExceeded: 400,
  Unsupported: 400,
  OperationNotPermitted: 400,
  RequestLimitExceeded: 503,
  InsufficientInstanceCapacity: 500,
  InsufficientCapacityOnHost: 400,
  InternalError: 500,
  Unavailable: 503,
};

test("refuses with any name of EC2's on demand, with the status that comes with it", async () => {
  await using fixture = await awsFixture();
  const { aws, ec2 } = fixture;
  for (const [code, httpStatusCode] of Object.entries(refusals)) {
    aws.faults.add({ action: "StartInstances", fault: { kind: "error", code }, times: 1 });
    const call = ec2.send(new StartInstancesCommand({ InstanceIds: ["i-00000000000000001"] }));
    const error = await call.catch((reason: unknown) => reason);
    expect(error, code).toMatchObject({ name: code, $metadata: { httpStatusCode } });
  }
});

test("refuses in CloudWatch with what its callers meet", async () => {
  await using fixture = await awsFixture();
  const { aws, cloudWatch, clock } = fixture;
  const input = last(5, clock.now(), [query("c", "cpu", { InstanceId: "i-1" })]);
  for (const [code, name] of [
    ["AccessDenied", "AccessDenied"],
    ["ExpiredToken", "ExpiredToken"],
    ["InternalServiceFault", "InternalServiceFault"],
    ["Throttling", "Throttling"],
  ]) {
    aws.faults.add({ action: "GetMetricData", fault: { kind: "error", code: code! }, times: 1 });
    const error = await cloudWatch.send(new GetMetricDataCommand(input)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name });
  }
});
