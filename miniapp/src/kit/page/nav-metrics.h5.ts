/** A browser has neither status bar nor capsule; the sides leave room for the way back. In dp. */
export const navMetrics = () => ({ top: 0, height: 52, side: 64 })
