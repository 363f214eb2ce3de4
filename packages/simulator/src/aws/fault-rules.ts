import { z } from "zod";
import { faultTimes, strictBook, wireFaults } from "../http/fault-rules.ts";
import { type FaultBook, faultBook } from "../http/faults.ts";
import { type AddressedCall, type AwsFaultRule, concerns } from "./aws-faults.ts";
import { cloudWatchActions } from "./cloudwatch/cloudwatch-actions.ts";
import { ec2Actions } from "./ec2/ec2-actions.ts";
import type { Accounts } from "./model/accounts.ts";
import { stsActions } from "./sts/answer-sts.ts";

const fault = z.discriminatedUnion("kind", [
  ...wireFaults,
  z.strictObject({
    kind: z.literal("error"),
    code: z.string().regex(/^[A-Za-z][\w.-]*$/, {
      error: ({ input }) => `${JSON.stringify(input)} is no code: they are written as RequestLimitExceeded`,
    }),
    message: z.string().optional(),
    status: z.int().min(400).max(599).optional(),
  }),
]);

const action = z
  .string()
  .refine(
    (name) =>
      name === "*" || [ec2Actions, cloudWatchActions, stsActions].some((of) => Object.hasOwn(of, name)),
    {
      error: ({ input }) =>
        `The action ${JSON.stringify(input)} is not simulated: they are named as in "DescribeInstances", and "*" is every one, known or not`,
    },
  )
  .optional();

/** Which rules can be followed where there are these accounts and regions. Calls that nobody signed are of neither: theirs are empty. */
function ruleFor({ home: { regionNames }, worlds }: Accounts): z.ZodType {
  const account = z
    .string()
    .refine((id) => id === "" || worlds.has(id), {
      error: ({ input }) => `The account ${JSON.stringify(input)} is not simulated: name it in otherAccounts`,
    })
    .optional();
  return z
    .strictObject({ action, region: z.string().optional(), account, ...faultTimes, fault })
    .superRefine(({ action: name = "*", region = "" }, context) => {
      // The endpoint of STS is one for all regions, so its calls may be signed for any.
      if (region === "" || regionNames.includes(region) || Object.hasOwn(stsActions, name)) return;
      const message = `The region ${JSON.stringify(region)} is not simulated: there are ${regionNames.join(", ")}`;
      context.addIssue({ code: "custom", path: ["region"], message });
    });
}

/** The faults of an AWS. */
export function awsFaults(accounts: Accounts): FaultBook<AwsFaultRule, AddressedCall> {
  return strictBook(faultBook<AwsFaultRule, AddressedCall>(concerns), () => ruleFor(accounts));
}
