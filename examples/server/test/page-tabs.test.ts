import { chromiumPeer, openBrowser, type Page } from "@cml-fleet/test-peers";
import { describe, expect, test } from "vitest";
import { plantWorker, testService } from "./support/test-service.ts";

const { missing } = chromiumPeer();

/** Longest wait for something a page shows by itself, in milliseconds. */
const timeout = 10_000;

/** The row of a worker that stops, or has stopped by the time somebody looks. */
const stopped = 'tr[data-status^="stop"]';

/** More than the connections a browser keeps to one service. */
const tabs = 8;

describe.skipIf(missing !== undefined)("many tabs with the live page", { timeout: 90_000 }, () => {
  test("all load, and the one that is seen follows the fleet and takes commands", async () => {
    const service = await testService();
    await plantWorker(service, "alpha");
    await using browser = await openBrowser();
    const context = await browser.newContext();
    await context.addInitScript({ content: visibility });
    const pages: Page[] = [];
    for (let tab = 0; tab < tabs; tab++) {
      await pages.at(-1)?.evaluate("setVisibility('hidden')");
      const page = await context.newPage();
      pages.push(page);
      await page.goto(service.url, { timeout });
      await page.getByText("live", { exact: true }).waitFor({ timeout });
      await page.getByText("1 workers, 1 running", { exact: true }).waitFor({ timeout });
    }
    const [first, last] = [pages.at(0), pages.at(-1)];
    await last?.getByRole("button", { name: "Stop alpha" }).click();

    await last?.locator(stopped).waitFor({ timeout });
    await first?.evaluate("setVisibility('visible')");
    await first?.locator(stopped).waitFor({ timeout });
  });

  test("hold no connection while they are hidden, and catch up afterwards", async () => {
    const service = await testService();
    const { id } = await plantWorker(service, "alpha");
    await using browser = await openBrowser();
    const page = await browser.newPage();
    await page.addInitScript({ content: visibility });
    await page.goto(service.url);
    await page.locator('tr[data-status="running"]').waitFor({ timeout });

    const ended = page.waitForEvent("requestfailed", { predicate: isStream, timeout });
    await page.evaluate("setVisibility('hidden')");
    await ended;
    await service.fleet.workers.stop(id, { actor: "test" });
    const again = page.waitForRequest(isStream, { timeout });
    await page.evaluate("setVisibility('visible')");
    expect(new URL((await again).url()).searchParams.get("last_event_id")).toMatch(/-\d+$/);
    await page.locator(stopped).waitFor({ timeout });
    await page.getByText("live", { exact: true }).waitFor({ timeout });
  });
});

const isStream = (request: { url(): string }) => request.url().includes("/api/events/stream");

/** Runs in the page: without a window, all tabs count as seen. */
const visibility = `
  let state = "visible";
  Object.defineProperty(document, "visibilityState", { get: () => state });
  globalThis.setVisibility = (next) => {
    state = next;
    document.dispatchEvent(new Event("visibilitychange"));
  };
`;
