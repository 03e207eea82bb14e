/** Says words to a screen reader that stand on the page already. WeChat's own reader finds them there. */
export const announce = (_words: string) => undefined
