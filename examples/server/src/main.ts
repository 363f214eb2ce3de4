import { startService } from "./compose.ts";
import { endOnSignals } from "./end-on-signals.ts";
import { createLogger } from "./log/logger.ts";
import { readSettings } from "./settings/read-settings.ts";
import { StartError } from "./start-error.ts";
import { startFailure } from "./start-failure.ts";

// Nobody is there any more to whom it would matter whether the start succeeds. Killed is killed: no state is half saved.
const orphaned = () => process.exit(1);
process.once("disconnect", orphaned);

try {
  const { variables, warnings } = readSettings(process.env);
  const demo = variables.CML_FLEET_MODE === "demo";
  const logger = createLogger(variables.LOG_LEVEL ?? (demo ? "warn" : "info"));
  for (const warning of warnings) logger.warn(warning);
  const service = await startService(variables, logger);
  process.off("disconnect", orphaned);
  endOnSignals(service.stop, (error) =>
    logger.error("The service did not stop cleanly.", { error: String(error) }),
  );
  process.stdout.write(
    demo
      ? `CML Fleet demo (simulated AWS and controllers): ${service.url}  –  Ctrl-C ends it.\n`
      : `CML Fleet: ${service.url}\n`,
  );
} catch (error) {
  process.stderr.write(`${startFailure(error, process.env)}\n`);
  process.exit(error instanceof StartError ? 2 : 1);
}
