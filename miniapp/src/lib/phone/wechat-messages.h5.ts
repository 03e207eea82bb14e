/** A browser gets no WeChat messages: the inbox tells. */
export const askWechat = null
