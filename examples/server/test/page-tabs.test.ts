import { chromiumPeer, openBrowser, type Page } from "@cml-fleet/test-peers";
import { describe, expect, test } from "vitest";
import { plantWorker, testService } from "./support/test-service.ts";

const { missing } = chromiumPeer();

/** Longest wait for something a page shows by itself, in milliseconds. */
const timeout = 10_000;

/** More than the connections a browser keeps to one service. */
const tabs = 8;

describe.skipIf(missing !== undefined)("many tabs with the live page", { timeout: 90_000 }, () => {
  test("all load, follow the fleet, and take commands; and go on when the one that listens for all is closed", async () => {
    const service = await testService();
    await plantWorker(service, "alpha");
    await using browser = await openBrowser();
    const context = await browser.newContext();
    const pages: Page[] = [];
    for (let tab = 0; tab < tabs; tab++) {
      const page = await context.newPage();
      pages.push(page);
      await page.goto(service.url, { timeout });
      await page.getByText("live", { exact: true }).waitFor({ timeout });
      await page.getByText("1 workers, 1 running", { exact: true }).waitFor({ timeout });
    }
    const everywhere = async (status: string, where: readonly Page[]) => {
      for (const page of where) await page.locator(`tr[data-status="${status}"]`).waitFor({ timeout });
    };
    await pages.at(-1)?.getByRole("button", { name: "Stop alpha" }).click();
    await everywhere("stopping", pages);

    const [first, ...others] = pages;
    await first?.close();
    await service.fleet.workers.refreshAll();
    await everywhere("stopped", others);
    await plantWorker(service, "beta");
    for (const page of others) await page.getByText("2 workers, 1 running").waitFor({ timeout });
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
    await page.locator('tr[data-status="stopping"]').waitFor({ timeout });
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
