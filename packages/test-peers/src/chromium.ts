import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { type Peer, peer } from "./peer.ts";

const path =
  process.env["CHROMIUM_PATH"] ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((file) => existsSync(file));

/** A browser as people have it. */
export function chromiumPeer(): Peer {
  return peer("Chromium", path !== undefined && existsSync(path), "install it, or set CHROMIUM_PATH");
}

/** Starts it, without a window. */
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
