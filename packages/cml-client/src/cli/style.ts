import { styleText } from "node:util";
import type { Terminal } from "./terminal.ts";

type Tone = "good" | "bad" | "warn" | "quiet";
const formats = { good: "green", bad: "red", warn: "yellow", quiet: "dim" } as const;

/** Colours a word where a person looks; `NO_COLOR` is heeded (https://no-color.org). */
export function styled(
  { isInteractive, isErrInteractive, environment }: Terminal,
  tone: Tone,
  text: string,
  to: "out" | "err" = "out",
): string {
  const isSeen = to === "out" ? isInteractive : isErrInteractive;
  if (!isSeen || environment["NO_COLOR"]) return text;
  return styleText(formats[tone], text, { validateStream: false });
}
