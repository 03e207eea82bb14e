/** A browser loads what is newest by itself. */
export const watchUpdates = () => undefined
