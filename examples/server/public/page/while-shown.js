// @ts-check
/**
 * Does something while this tab can be seen, and not while it is hidden, or kept by the browser for a way back.
 *
 * @param {() => () => void} begin returns what ends it
 */
export function whileShown(begin) {
  let away = false;
  /** @type {(() => void) | undefined} */
  let end;

  function look() {
    const wanted = !away && document.visibilityState === "visible";
    if (wanted) {
      end ??= begin();
      return;
    }
    end?.();
    end = undefined;
  }

  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", () => {
    away = true;
    look();
  });
  addEventListener("pageshow", () => {
    away = false;
    look();
  });
  look();
}
