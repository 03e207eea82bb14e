/** A browser loads the newest version by itself. */
export const watchUpdates = () => undefined
