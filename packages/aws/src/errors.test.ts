import { CoreError, type CoreErrorCode } from "@cml-fleet/core";
import { describe, expect, test } from "vitest";
import { codeByName } from "./error-codes.ts";
import { toCoreError } from "./errors.ts";

const call = { operation: "StartInstances", region: "eu-west-1" };

function awsError(name: string, extra: object = {}): Error {
  return Object.assign(new Error("from AWS"), { name, ...extra });
}

const table: readonly (readonly [string, object, CoreErrorCode])[] = [
  ...[...codeByName].map(([name, code]) => [name, {}, code] as const),
  ["InvalidInstanceID.NotFound", { $metadata: { httpStatusCode: 400 } }, "not_found"],
  ["InvalidInstanceID.Malformed", { $metadata: { httpStatusCode: 400 } }, "not_found"],
  ["InvalidAMIID.NotFound", {}, "not_found"],
  ["InvalidAMIID.Unavailable", {}, "not_found"],
  ["InvalidSubnetID.NotFound", {}, "not_found"],
  ["InsufficientInstanceCapacity", { $metadata: { httpStatusCode: 500 } }, "capacity"],
  ["InsufficientCapacityOnHost", { $metadata: { httpStatusCode: 400 } }, "capacity"],
  ["InsufficientFreeAddressesInSubnet", {}, "capacity"],
  ["InvalidParameterValue", {}, "invalid_input"],
  ["InvalidParameterCombination", {}, "invalid_input"],
  ["InvalidParameterValueException", {}, "invalid_input"],
  ["Unknown", { $metadata: { httpStatusCode: 502 } }, "unavailable"],
  ["Unknown", { $metadata: { httpStatusCode: 403 } }, "forbidden"],
  ["Unknown", { $metadata: { httpStatusCode: 401 } }, "unauthenticated"],
  ["Unknown", { $metadata: { httpStatusCode: 404 } }, "rejected"],
  ["Unknown", { $metadata: { httpStatusCode: 429 } }, "throttled"],
  ["SomethingNew", { $metadata: { httpStatusCode: 400 } }, "rejected"],
  ["SyntaxError", { $metadata: { httpStatusCode: 200 } }, "unavailable"],
  ["TimeoutError", { code: "ECONNRESET" }, "unavailable"],
  ["Error", { code: "ECONNREFUSED" }, "unavailable"],
  ["Error", { code: "ENOTFOUND" }, "unavailable"],
  ["Error", { code: "ETIMEDOUT" }, "timeout"],
];

describe("toCoreError", () => {
  test.each(table)("takes %s %o for %s", (name, extra, code) => {
    const cause = awsError(name, extra);
    const error = toCoreError(cause, call);
    expect(error).toMatchObject({ code, cause });
    expect(error.retryable).toBe(["throttled", "unavailable", "timeout"].includes(code));
  });

  test("says which call failed, where, what AWS calls it, and the way out", () => {
    const cause = awsError("RequestLimitExceeded", { $metadata: { httpStatusCode: 503, requestId: "r-1" } });
    expect(toCoreError(cause, call).message).toBe(
      "StartInstances in eu-west-1: AWS is being asked too often (RequestLimitExceeded, request r-1). " +
        "Ask less often, or have the account's request limit raised.",
    );
  });

  test("names the action that is not allowed", () => {
    expect(toCoreError(awsError("UnauthorizedOperation"), call).message).toContain(
      "Allow the action ec2:StartInstances.",
    );
  });

  test("repeats nothing that AWS wrote about the request", () => {
    const cause = Object.assign(awsError("InvalidParameterValue"), {
      message: "userData c2VjcmV0 is invalid",
    });
    const error = toCoreError(cause, call);
    expect(error.message).not.toContain("c2VjcmV0");
  });

  test("leaves an error alone that was translated before", () => {
    const before = new CoreError("Too late.", { code: "timeout" });
    expect(toCoreError(before, call)).toBe(before);
  });

  test.each([new TypeError("x is not a function"), "a string", undefined])(
    "rethrows %s, which did not come from AWS",
    (defect) => {
      let thrown: unknown;
      try {
        toCoreError(defect, call);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBe(defect);
    },
  );
});
