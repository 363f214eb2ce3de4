import { z } from "zod";
import { AwsApiError } from "../../aws-error.ts";
import { readInput } from "../../cloudwatch/read-input.ts";
import type { StsAction } from "../sts-action.ts";

const hourS = 3_600;

const inputSchema = z.object({
  RoleArn: z.string().min(20).max(2_048),
  RoleSessionName: z
    .string()
    .regex(/^[\w+=,.@-]{2,64}$/, "A session name has 2 to 64 of A-Z a-z 0-9 _+=,.@-"),
  ExternalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, "An external id has 2 to 1224 of A-Z a-z 0-9 _+=,.@:/-")
    .optional(),
  DurationSeconds: z.coerce
    .number()
    .int()
    .min(900)
    .max(12 * hourS)
    .default(hourS),
});

/** AssumeRole: keys of the account of the role, for a time. */
export const assumeRole: StsAction = ({ accounts: { callers }, caller, input }) => {
  const { RoleArn, RoleSessionName, ExternalId, DurationSeconds } = readInput(inputSchema, input);
  if (caller.untilMs !== undefined && DurationSeconds > hourS) {
    throw new AwsApiError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  const session = callers.assumeRole(caller, {
    arn: RoleArn,
    sessionName: RoleSessionName,
    ...(ExternalId !== undefined && { externalId: ExternalId }),
    durationMs: DurationSeconds * 1_000,
  });
  return {
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(session.untilMs),
    },
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
  };
};
