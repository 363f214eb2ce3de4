import { z } from "zod";
import { cmlOptionsRule } from "../cml/option-rules.ts";
import { anyText, members, must, oneOf, optional, pattern, whichever, yesOrNo } from "../options/rules.ts";
import { isInstanceType } from "./model/instance-types.ts";
import type { SeedImage, SeedInstance, SeedRole } from "./options.ts";

export const accountId = pattern("an account: 12 digits, as text", /^\d{12}$/);
export const regionName = pattern('a region, as in "us-east-1"', /^[a-z]{2}(?:-[a-z]+)+-\d$/);

export const seedRoleRule = members({
  arn: pattern(
    'the ARN of a role, as in "arn:aws:iam::210987654321:role/fleet"',
    /^arn:aws:iam::\d{12}:role\/[\x21-\x7e]+$/,
  ),
  ...optional({ externalId: anyText }),
} satisfies Record<keyof SeedRole, z.ZodType>);

export const seedImageRule = members({
  region: regionName,
  name: anyText,
  ...optional({
    id: pattern('an id that begins with "ami-"', /^ami-[\da-z]+$/),
    description: anyText,
    ownerId: anyText,
    creationDate: must("a time in ISO 8601", (value) => !Number.isNaN(Date.parse(String(value)))),
  }),
} satisfies Record<keyof SeedImage, z.ZodType>);

const noController = oneOf(false);

export const seedInstanceRule = members({
  region: regionName,
  ...optional({
    account: accountId,
    id: pattern('an id that begins with "i-"', /^i-[\da-z]+$/),
    image: anyText,
    type: must(
      'an instance type, as in "c5.4xlarge"',
      (type) => typeof type === "string" && isInstanceType(type),
    ),
    name: anyText,
    state: oneOf("pending", "running", "stopping", "stopped", "terminated"),
    tags: z.record(z.string(), anyText, { error: "it has to be an object of texts" }),
    detailedMonitoring: yesOrNo,
    agent: oneOf("instanceId", "wizard", false),
    controller: whichever((given) => (typeof given === "object" ? cmlOptionsRule : noController)),
  }),
} satisfies Record<keyof SeedInstance, z.ZodType>);
