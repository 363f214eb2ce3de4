/** What is said of an error: in characters that do nothing to a terminal, and with the way out where one is known. */
export function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return printable(`${message}${wayOut(error)}`);
}

/** Control characters and the like are replaced; ends of lines stay. */
function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, "\ufffd");
}

function wayOut(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  // Each controller, and each control API, listens at a port of its own.
  if (code === "EMFILE")
    return ". This shell allows no more open files and sockets: `ulimit -n` shows how many, `ulimit -n 20000` allows more; or start fewer.";
  if (code === "EADDRINUSE") return ". Choose another port, or 0 for any free one.";
  return "";
}
