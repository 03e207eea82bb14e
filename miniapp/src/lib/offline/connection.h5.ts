/** The same in a browser. Taro asks `navigator.connection`, which Safari lacks, and which Chromium never calls `none`. */
export function watchConnection(hear: (isConnected: boolean) => void) {
  hear(navigator.onLine)
  window.addEventListener('online', () => hear(true))
  window.addEventListener('offline', () => hear(false))
}
