import { type AwsSimulator, startAwsSimulator } from "../aws/aws-simulator.ts";
import type { AwsSimulatorOptions, SeedInstance } from "../aws/options.ts";
import type { Command } from "./command.ts";
import { type Given, numberOf, textOf } from "./flags.ts";
import { table } from "./table.ts";
import { UsageError } from "./usage-error.ts";

const lastPort = 65_535;
const dayMs = 86_400_000;

/** `cml-sim aws`: EC2, CloudWatch and STS, with a controller on each running instance. */
export const aws: Command = {
  summary: "Starts a simulated AWS with controllers on its instances",
  flags: {
    instances: { value: "N", help: "how many instances run at the start, 0 to 10000 (0)" },
    port: { value: "PORT", help: "port of the API; 0 takes any free one (0)" },
    regions: { value: "A,B", help: "regions there are; instances go to them in turn (us-east-1,eu-west-1)" },
    seed: { value: "N", help: "ids, addresses and metrics follow from it (1)" },
    "no-controllers": { help: "instances run no controllers" },
    "start-ms": { value: "MS", help: "how long an instance is pending (20000)" },
    "stop-ms": { value: "MS", help: "how long an instance is stopping (40000)" },
    "boot-ms": { value: "MS", help: "how long a controller boots once its instance runs (90000)" },
    json: { help: "one line of JSON, once it is ready" },
  },
  examples: [
    "cml-sim aws --instances 50 --port 9200",
    "cml-sim aws --instances 3 --regions eu-west-1 --start-ms 500 --boot-ms 500 --json",
  ],
  async start(given, write) {
    const sim = await startAwsSimulator(optionsFrom(given));
    const { endpoint, regions, accessKeyId, secretAccessKey } = sim;
    write(
      given["json"]
        ? `${JSON.stringify({ endpoint, regions, accessKeyId, secretAccessKey })}\n`
        : tablesOf(sim),
    );
    return sim;
  },
};

function optionsFrom(given: Given): AwsSimulatorOptions {
  const count = numberOf(given, "instances", 0, 10_000) ?? 0;
  const regions = regionsOf(textOf(given, "regions")) ?? ["us-east-1", "eu-west-1"];
  const digits = String(count).length;
  const instances = Array.from(
    { length: count },
    (_, index): SeedInstance => ({
      region: regions[index % regions.length]!,
      name: `cml-${String(index + 1).padStart(digits, "0")}`,
    }),
  );
  const milliseconds = (name: string): number | undefined => numberOf(given, name, 0, dayMs);
  const [startMs, stopMs, bootMs] = ["start-ms", "stop-ms", "boot-ms"].map(milliseconds);
  return {
    instances,
    regions,
    port: numberOf(given, "port", 0, lastPort) ?? 0,
    seed: numberOf(given, "seed", 0, 2 ** 31) ?? 1,
    delays: { ...(startMs !== undefined && { startMs }), ...(stopMs !== undefined && { stopMs }) },
    controllers: { enabled: !given["no-controllers"], ...(bootMs !== undefined && { bootMs }) },
  };
}

function regionsOf(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(",");
  const strange = names.find((name) => !/^[a-z]{2}(-[a-z]+)+-\d$/.test(name));
  if (strange === undefined) return names;
  throw new UsageError(
    `--regions takes names such as us-east-1, with commas between them, not "${strange}".`,
  );
}

function tablesOf(sim: AwsSimulator): string {
  const api = [
    ["Endpoint", sim.endpoint],
    ["Regions", sim.regions.join(", ")],
    ["Access key id", sim.accessKeyId],
    ["Secret access key", sim.secretAccessKey],
  ];
  const rows = sim
    .instances()
    .map(({ id, region, name = "", state, controller }) => [id, region, name, state, controller?.url ?? "-"]);
  if (rows.length === 0) return table(api);
  return `${table(api)}\n${table([["INSTANCE", "REGION", "NAME", "STATE", "CONTROLLER"], ...rows])}`;
}
