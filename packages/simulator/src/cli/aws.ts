import { startAwsSimulator } from "../aws/aws-simulator.ts";
import { awsFlags } from "./aws-flags.ts";
import { awsOptions } from "./aws-options.ts";
import { lineOf, tablesOf } from "./aws-output.ts";
import type { Command } from "./command.ts";
import { controllerFlags } from "./controller-flags.ts";

/** `cml-sim aws`: EC2, CloudWatch and STS, with a controller on each running instance. */
export const aws: Command = {
  summary: "Starts a simulated AWS with controllers on its instances",
  flags: awsFlags,
  controllerFlags,
  examples: [
    "cml-sim aws --instances 50 --port 9200",
    "cml-sim aws --instances 3 --regions eu-west-1 --start-ms 500 --boot-ms 500 --json",
    "cml-sim aws --instances 200 --limits published --consistency-ms 3000 --no-controllers",
  ],
  async start(given, { write, signal, own }) {
    const sim = await startAwsSimulator({ ...(await awsOptions(given, own.folder)), signal });
    write(given["json"] ? `${JSON.stringify(lineOf(sim))}\n` : tablesOf(sim));
    return sim;
  },
};
