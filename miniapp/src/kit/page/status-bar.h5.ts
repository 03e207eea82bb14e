/** A browser colours its own bar. */
export const colourStatusBar = (_of: { theme: 'auto' | 'light' | 'dark'; hero: boolean }) => undefined
