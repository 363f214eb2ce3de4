import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const path =
  process.env["CHROMIUM_PATH"] ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file));

/** Why the tests that need a browser cannot run; `undefined` when they can. With `CI=true` they must: then this throws. */
export function chromiumMissing(): string | undefined {
  if (path !== undefined && existsSync(path)) return undefined;
  const reason = "Chromium is missing: install it, or set CHROMIUM_PATH";
  if (process.env["CI"] === "true") throw new Error(reason);
  return reason;
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: path as string,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
