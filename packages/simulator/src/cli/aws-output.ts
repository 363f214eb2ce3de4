import type { AwsSimulator } from "../aws/aws-simulator.ts";
import { table } from "./table.ts";

/** What a program needs to talk to it; `accounts` only where there are several. */
export function lineOf(sim: AwsSimulator): object {
  const { endpoint, regions, accessKeyId, secretAccessKey, accounts } = sim;
  const keys = accounts.map((account) => ({ account, ...sim.keyOf(account) }));
  return { endpoint, regions, accessKeyId, secretAccessKey, ...(keys.length > 1 && { accounts: keys }) };
}

/** The same for a person, with what they can paste into their shell. */
export function tablesOf(sim: AwsSimulator): string {
  const rows = sim
    .instances()
    .map(({ id, region, name = "", state, controller }) => [id, region, name, state, controller?.url ?? "-"]);
  const parts = [table([["Endpoint", sim.endpoint], ["Regions", sim.regions.join(", ")], ...keysOf(sim)])];
  parts.push(exportsFor(sim));
  if (rows.length > 0) parts.push(table([["INSTANCE", "REGION", "NAME", "STATE", "CONTROLLER"], ...rows]));
  return parts.join("\n");
}

function keysOf(sim: AwsSimulator): readonly (readonly string[])[] {
  return sim.accounts.flatMap((account) => {
    const { accessKeyId, secretAccessKey } = sim.keyOf(account);
    return [
      ["Account", account],
      ["Access key id", accessKeyId],
      ["Secret access key", secretAccessKey],
    ];
  });
}

/** SDKs read the one name of the region or the other. */
function exportsFor({
  endpoint,
  accessKeyId,
  secretAccessKey,
  regions: [region = ""],
}: AwsSimulator): string {
  return `export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region} AWS_DEFAULT_REGION=${region}
export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=${secretAccessKey}
`;
}
