import { caFileProblem } from "./ca-file.ts";
import { isLoopback } from "./loopback.ts";
import { SettingsError } from "./settings-error.ts";
import { type Variables, variables, variablesSchema } from "./variables.ts";

/** What the environment says, and what in it looks like a mistake. */
export interface Settings {
  readonly variables: Variables;
  /** Variables that look like ours and are not. */
  readonly warnings: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Values that come from examples and were meant to be replaced. */
const placeholder = /^(change[-_ ]?me.*|your[-_ ].*|<.*>|placeholder.*|xxx+)$/i;

const ourPrefixes = /^(CML_FLEET_|CML_WORKER_|AUTO_IMPORT_|WORKER_|APP_|EVENT_LOG_)/;

/** Reads and checks the environment. An empty variable counts as absent. @throws SettingsError */
export function readSettings(environment: Environment): Settings {
  const given = Object.fromEntries(
    Object.keys(variables).flatMap((name) => {
      const value = environment[name];
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const { success, data, error } = variablesSchema.safeParse(given);
  const problems = success
    ? problemsOf(data)
    : error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  for (const [name, value] of Object.entries(given)) {
    if (placeholder.test(value))
      problems.push(`${name}: still has the placeholder of an example; set a value.`);
  }
  if (!success || problems.length > 0) throw new SettingsError(problems);
  return { variables: data, warnings: strangers(environment) };
}

function problemsOf(read: Variables): string[] {
  const problems: string[] = [];
  if (!isLoopback(read.APP_HOST)) {
    problems.push(
      "APP_HOST: only loopback addresses (127.0.0.1, ::1, localhost) are possible, because this service has no sign-in yet.",
    );
  }
  if (read.CML_FLEET_MODE === "aws" && read.CML_WORKER_API_PASSWORD === undefined) {
    problems.push("CML_WORKER_API_PASSWORD: needed to log in to the controllers when CML_FLEET_MODE is aws.");
  }
  if (read.CML_WORKER_API_TLS === "ca") {
    const problem =
      read.CML_WORKER_API_CA_FILE === undefined
        ? "needed when CML_WORKER_API_TLS is ca."
        : caFileProblem(read.CML_WORKER_API_CA_FILE);
    if (problem !== undefined) problems.push(`CML_WORKER_API_CA_FILE: ${problem}`);
  }
  if (read.CML_FLEET_MODE === "aws" && read.AUTO_IMPORT_WORKERS_ENABLED) {
    if (read.AUTO_IMPORT_WORKERS_AMI_NAME === undefined) {
      problems.push("AUTO_IMPORT_WORKERS_AMI_NAME: needed when AUTO_IMPORT_WORKERS_ENABLED is true.");
    }
  }
  return problems;
}

function strangers(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => ourPrefixes.test(name) && !Object.hasOwn(variables, name))
    .map((name) => `${name} is no setting of this service and has no effect.`);
}
