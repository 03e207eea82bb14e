/** A browser keeps the screen on while it is asked to; a page cannot set its brightness. */
export function keepScreenBright() {
  // Missing where the page came over plain http, and in older browsers.
  const lock = navigator.wakeLock?.request('screen').catch(() => undefined)
  return () => void lock?.then((held) => held?.release())
}
