/** Longest time to end cleanly, in milliseconds. */
const STOP_MS = 10_000;
/**
 * Signals that come this close together are one wish, in milliseconds: Ctrl-C reaches this process directly, and again
 * through npm and the script that npm runs.
 */
const ONE_WISH_MS = 1_000;

/**
 * Ends the process cleanly when it is asked to, at once when it is asked again, and also when the program that started it
 * over a channel is gone: nobody else would.
 */
export function endOnSignals(stop: () => Promise<void>, failed: (error: unknown) => void): void {
  let askedAt: number | undefined;
  const end = () => {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt >= ONE_WISH_MS) process.exit(1);
      return;
    }
    askedAt = performance.now();
    setTimeout(() => process.exit(1), STOP_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        failed(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
  process.on("disconnect", end);
}
