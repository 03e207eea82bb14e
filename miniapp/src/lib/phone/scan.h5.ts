/** A browser offers no scanner that every phone has: the four digits do it there. */
export const scanCode: (() => Promise<string | null>) | null = null
