import type { LabNode } from "./node.ts";
import { isMachine, needsOf } from "./node-needs.ts";
import type { ConfigurationFile } from "./node-settings.ts";

/** What a serial console said since the node was started; `undefined` when there is none. It grows until it is booted. */
export function consoleLog(node: LabNode, line: number, atMs: number): readonly string[] | undefined {
  const boot = node.bootAt(atMs);
  if (!boot || !isMachine(node) || line !== 0) return undefined;
  const { onMs, doneMs, interruptedMs = atMs } = boot;
  const until = Math.min(atMs, interruptedMs);
  if (until < onMs) return [];
  const lines = bootLines(node);
  if (until >= doneMs) return lines;
  // The last line is what a booted machine says.
  const share = (until - onMs) / (doneMs - onMs);
  return lines.slice(0, Math.floor(share * (lines.length - 1)) + 1);
}

/** How a machine talks while it boots: the sections are invented, their number follows from what it has. */
function bootLines(node: LabNode): readonly string[] {
  const { platform, settings, interfaces } = node;
  const { label } = platform;
  const { ramMib, cpus } = needsOf(node);
  const name = hostnameIn(settings.configuration) ?? settings.label.replace(/[^A-Za-z\d-]+/g, "-");
  const modules = Array.from(
    { length: 24 },
    (_, step) => `[${stamp(step)}] loading module ${step + 1} of 24`,
  );
  return [
    `Booting ${label}`,
    `Memory: ${ramMib} MiB, processors: ${cpus}`,
    ...modules,
    ...interfaces.map((one, index) => `[${stamp(24 + index)}] ${one.label}: link is up`),
    ...settings.configuration.map((file, index) => `[${stamp(40 + index)}] configured from ${file.name}`),
    `${label} is ready.`,
    `${name}>`,
  ];
}

/** How network devices and cloud-init write it: on a line of its own. The first one counts (an assumption). */
const hostnameLine = /^[ \t]{0,8}hostname:?[ \t]+["']?([\w.-]{1,63})/m;

function hostnameIn(files: readonly ConfigurationFile[]): string | undefined {
  for (const { content } of files) {
    const name = hostnameLine.exec(content ?? "")?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

function stamp(step: number): string {
  return (step * 0.731).toFixed(6).padStart(12);
}
