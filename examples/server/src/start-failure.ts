import { StartError } from "./start-error.ts";

/** What to tell a person whose service did not start. The place in the code helps only those who asked for details. */
export function startFailure(error: unknown, { LOG_LEVEL }: NodeJS.ProcessEnv): string {
  const wanted = LOG_LEVEL === "debug";
  const stack = wanted && error instanceof Error && error.stack ? `\n${error.stack}` : "";
  if (error instanceof StartError) return `${error.message}${stack}`;
  const message = error instanceof Error ? error.message : String(error);
  const path = error instanceof Error && "path" in error ? ` Check the file or folder ${error.path}.` : "";
  const more = wanted ? "" : " LOG_LEVEL=debug shows where.";
  return `The service cannot start: ${message.replace(/[.\s]+$/, "")}.${path}${more}${stack}`;
}
