import { expect, test } from "vitest";
import { readForm } from "../wire/form.ts";
import { wordingOf } from "./launch-request.ts";

const wording = (text: string): string => wordingOf(readForm(text).params);

test("words a launch the same in whichever order it comes, whoever signs it, and as a dry run", () => {
  const launch = wording("Action=RunInstances&ImageId=ami-1&MinCount=1&Tag.1.Key=a&Tag.1.Value=b");
  expect(wording("Tag.1.Value=b&Tag.1.Key=a&MinCount=1&ImageId=ami-1&Action=RunInstances")).toBe(launch);
  const signed = "X-Amz-Date=20260105T120000Z&X-Amz-Signature=00&DryRun=true";
  expect(wording(`Action=RunInstances&ImageId=ami-1&MinCount=1&Tag.1.Key=a&Tag.1.Value=b&${signed}`)).toBe(
    launch,
  );
  expect(wording("Action=RunInstances&ImageId=ami-1&MinCount=1&Tag.1.Key=b&Tag.1.Value=a")).not.toBe(launch);
});
