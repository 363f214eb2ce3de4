import type { StsAction } from "../sts-action.ts";

/** GetCallerIdentity: needs no permission, so it tells apart wrong keys from missing rights. */
export const getCallerIdentity: StsAction = ({ caller: { account, arn, userId } }) => ({
  Arn: arn,
  UserId: userId,
  Account: account,
});
