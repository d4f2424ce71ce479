// Keeps, inside each page, when it last changed and whether the server still owes it a reply.
// It leaves waiting and judging to browser.py. Run it before the page's own scripts.
(() => {
  // Tags of Streamlit's protobuf fields: BackMsg.rerun_script and ForwardMsg.session_status_changed,
  // each the first byte of its message, and in the latter script_is_running, last and only if true.
  const RERUN_SCRIPT = 0x5a;
  const SESSION_STATUS = 0x4a;
  const IS_RUNNING = 0x10;

  const watch = {
    // Milliseconds on the clock of performance.now().
    clickedAt: null,
    stirredAt: 0, // by the visitor or by a message of the server
    sentAt: null,
    changedAt: performance.now(),
    isRunOwed: false,

    // What keeps the page from being settled, in words; empty once it is.
    unsettled(quietMs) {
      const reasons = [];
      const app = document.querySelector('[data-testid="stApp"]');
      if (!app) return ["there is no Streamlit app on the page"];
      const { testScriptState: script, testConnectionState: connection } = app.dataset;
      if (script !== "notRunning") reasons.push(`the script is ${script}`);
      if (connection !== "CONNECTED") reasons.push(`the connection is ${connection}`);
      // The script state still says notRunning until the server begins to answer.
      if (watch.isRunOwed) reasons.push("the server has not finished the last request");
      const count = (selector) => document.querySelectorAll(selector).length;
      const skeletons = count(
        '[data-testid="stAppSkeleton"], [data-testid="stSkeleton"], [data-testid="stSkeletonElement"]',
      );
      if (skeletons) reasons.push(`${skeletons} elements are still placeholders`);
      const stale = count('[data-stale="true"]');
      if (stale) reasons.push(`${stale} elements are stale`);
      const quiet = performance.now() - watch.changedAt;
      if (quiet < quietMs) reasons.push(`the page changed ${Math.round(quiet)} ms ago`);
      // A click's request leaves, and a message is drawn, a little later than it arrives.
      const calm = performance.now() - watch.stirredAt;
      if (calm < quietMs) reasons.push(`a click, key or message came ${Math.round(calm)} ms ago`);
      return reasons;
    },

    // Transitions that will end, such as a fade in; an endless one is decoration.
    fading() {
      return document.getAnimations().filter(
        (each) =>
          each.playState === "running" && each.effect?.getComputedTiming().endTime !== Infinity,
      ).length;
    },
  };
  window.pageWatch = watch;

  const stir = () => { watch.stirredAt = performance.now(); };
  const listenedTo = new WeakSet();
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (!listenedTo.has(this)) {
      listenedTo.add(this);
      this.addEventListener("message", ({ data }) => {
        stir();
        const bytes = new Uint8Array(data);
        if (bytes[0] === SESSION_STATUS) watch.isRunOwed = bytes.at(-2) === IS_RUNNING;
      });
    }
    if (new Uint8Array(data)[0] === RERUN_SCRIPT) {
      watch.isRunOwed = true;
      watch.sentAt = performance.now();
    }
    return send.call(this, data);
  };

  window.addEventListener("click", (event) => { watch.clickedAt = event.timeStamp; }, true);
  for (const kind of ["pointerdown", "click", "keydown", "input", "change", "popstate"]) {
    window.addEventListener(kind, stir, true);
  }
  new MutationObserver(() => { watch.changedAt = performance.now(); }).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    characterData: true,
  });
})();
