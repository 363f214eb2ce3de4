// @ts-check
import { openStream } from "./stream.js";
import { whileShown } from "./while-shown.js";

/** @typedef {import("./stream.js").News} News */
/** How everything is: for a tab that comes to others. @typedef {{ kind: "all", state: News, workers: import("./worker.js").Worker[] }} All */

/**
 * Follows the fleet with one stream for all tabs: browsers keep no more than six connections to a service, and a stream
 * holds one. One of the tabs that can be seen has it and tells the others; when that one is hidden or closed, another goes
 * on from the same place. A hidden tab hears nothing, and catches up once it is seen again.
 *
 * @param {(news: News | All) => void} hear
 * @param {() => All} all how everything is, as far as this tab knows
 */
export function followFleet(hear, all) {
  const tab = crypto.randomUUID();
  let place = "";

  whileShown(() => {
    const channel = new BroadcastChannel("cml-fleet");
    const hidden = new AbortController();
    let leads = false;
    let release = () => {};
    channel.addEventListener("message", ({ data }) => {
      if (data.joins && leads) channel.postMessage({ news: all(), place, to: data.joins });
      if (!data.news || (data.to ?? tab) !== tab) return;
      place = data.place;
      hear(data.news);
    });
    hear({ kind: "state", state: "connecting" });
    channel.postMessage({ joins: tab });
    const lead = async () => {
      if (hidden.signal.aborted) return;
      leads = true;
      const close = openStream(place, (news, at) => {
        place = at;
        hear(news);
        channel.postMessage({ news, place });
      });
      await new Promise((resolve) => {
        release = () => resolve(close());
      });
    };
    navigator.locks.request("cml-fleet-stream", { signal: hidden.signal }, lead).catch(() => {
      // Hidden before it was this tab's turn.
    });
    return () => {
      leads = false;
      hidden.abort();
      release();
      channel.close();
    };
  });
}
