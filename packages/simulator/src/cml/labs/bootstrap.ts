import type { LabNode } from "./node.ts";
import { withSettings } from "./node-settings.ts";

/** Whether a simple configuration can be written for a node: for kinds that take one and are no connectors. */
export function canBootstrap({ platform: { mainFile, nature } }: LabNode): boolean {
  return mainFile !== null && nature !== "external_connector";
}

/** A simple configuration for a node: its name, and its interfaces switched on. What controllers write is not recorded. */
export function simpleConfiguration({ platform, settings, interfaces }: LabNode): string {
  const name = settings.label.replace(/[^A-Za-z\d-]+/g, "-");
  if (platform.nature === "server") return `hostname ${name}\n`;
  const sections = interfaces.map(({ label, type }) =>
    type === "loopback" ? `interface ${label}\n!` : `interface ${label}\n no shutdown\n!`,
  );
  return [`hostname ${name}`, "!", ...sections, "end", ""].join("\n");
}

/** Puts text into the main file of a node's configuration. */
export function configure(node: LabNode, text: string): void {
  const mainFile = node.platform.mainFile ?? "default";
  node.settings = withSettings(node.settings, { configuration: text }, mainFile);
}
