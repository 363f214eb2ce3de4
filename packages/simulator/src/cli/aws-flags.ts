import type { Flags } from "./flags.ts";

/** Flags of `cml-sim aws`, in the order of the help. */
export const awsFlags: Flags = {
  instances: { value: "N", help: "how many instances there are at the start, 0 to 10000 (0)" },
  type: { value: "TYPE", help: "their type (c5.4xlarge)" },
  state: { value: "STATE", help: "their state: running or stopped (running)" },
  port: { value: "PORT", help: "port of the API; 0 takes any free one (0)" },
  regions: { value: "A,B", help: "regions there are; instances go to them in turn (us-east-1,eu-west-1)" },
  account: { value: "ID", help: "the account of every key that is not another's (123456789012)" },
  "other-accounts": { value: "A,B", help: "further accounts, with keys of their own (none)" },
  seed: { value: "N", help: "ids, addresses and metrics follow from it (1)" },
  limits: { value: "WHICH", help: "published throttles calls as AWS does; none (none)" },
  capacity: { value: "N", help: "instances that can be on in each region of an account (any number)" },
  "latency-ms": { value: "MS", help: "added to every call (0)" },
  "start-ms": { value: "MS", help: "how long an instance is pending (20000)" },
  "stop-ms": { value: "MS", help: "how long an instance is stopping (40000)" },
  "terminate-ms": { value: "MS", help: "how long an instance is shutting-down (30000)" },
  "status-checks-ms": { value: "MS", help: "how long status checks take once an instance runs (120000)" },
  "vanish-ms": { value: "MS", help: "how long a terminated instance stays visible (3600000)" },
  "monitoring-ms": { value: "MS", help: "how long a change of detailed monitoring takes (5000)" },
  "consistency-ms": { value: "MS", help: "how long other calls do not know a launched instance yet (0)" },
  "boot-ms": { value: "MS", help: "how long a controller boots once its instance runs (90000)" },
  "no-controllers": { help: "instances run no controllers" },
  json: { help: "one line of JSON, once it is ready; accounts, with their keys, with --other-accounts" },
};
