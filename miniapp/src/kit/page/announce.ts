/** Reads words aloud that are on the page already. WeChat's own reader finds them there. */
export const announce = (_words: string) => undefined
