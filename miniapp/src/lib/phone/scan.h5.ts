/** A browser offers no scanner that every phone has: there the four digits do. */
export const scanCode: (() => Promise<string | null>) | null = null
