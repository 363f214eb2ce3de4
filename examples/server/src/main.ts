import { startService } from "./compose.ts";
import { createLogger } from "./log/logger.ts";
import { readSettings } from "./settings/read-settings.ts";
import { StartError } from "./start-error.ts";
import { startFailure } from "./start-failure.ts";

/** Longest time to end cleanly, in milliseconds. */
const STOP_MS = 10_000;

try {
  const { variables, warnings } = readSettings(process.env);
  const demo = variables.CML_FLEET_MODE === "demo";
  const logger = createLogger(variables.LOG_LEVEL ?? (demo ? "warn" : "info"));
  for (const warning of warnings) logger.warn(warning);
  const service = await startService(variables, logger);
  process.stdout.write(
    demo
      ? `CML Fleet demo (simulated AWS and controllers): ${service.url}  –  Ctrl-C ends it.\n`
      : `CML Fleet: ${service.url}\n`,
  );

  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error("The service did not stop cleanly.", { error: String(error) });
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
} catch (error) {
  process.stderr.write(`${startFailure(error, process.env)}\n`);
  process.exit(error instanceof StartError ? 2 : 1);
}
