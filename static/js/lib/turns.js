// Long work in short turns, so that a slow phone answers a finger in between.

const LONGEST = 20; // milliseconds of work without a pause; each pause may cost a frame
let since = performance.now();

const pause = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Let others go first. */
export async function yieldTurn() {
  await pause();
  since = performance.now();
}

/** The same, only when this has worked long enough. */
export async function breathe() {
  if (performance.now() - since > LONGEST) await yieldTurn();
}

/** After the page has been painted. */
export function afterPaint() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** When there is nothing else to do. */
export function whenIdle(work) {
  if (window.requestIdleCallback) requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 200);
}
