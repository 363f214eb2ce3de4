import { AwsApiError } from "../aws-error.ts";
import type { Region, World } from "../model/world.ts";
import type { QueryParams } from "../wire/query-params.ts";
import type { XmlContent } from "../wire/xml.ts";

/** One call of one EC2 action, as its handler sees it. */
export interface Ec2Call {
  readonly world: World;
  readonly region: Region;
  readonly params: QueryParams;
}

/** Carries a call out. @returns the content of the answer, XML. @throws AwsApiError for every refusal. */
export type Ec2Action = (call: Ec2Call) => XmlContent | Promise<XmlContent>;

/** Actions by the name they are called by. */
export type Ec2ActionTable = Readonly<Record<string, Ec2Action>>;

/**
 * Ends a call that only asks whether it would be carried out. Actions that change something call it when nothing is
 * left to refuse; for those that only read it is called after them.
 *
 * @throws AwsApiError `DryRunOperation`.
 */
export function endDryRun({ params }: Ec2Call): void {
  if (!params.flag("DryRun")) return;
  throw new AwsApiError("DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
}
