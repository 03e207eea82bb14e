/** A browser gets no WeChat messages: the inbox has them. */
export const askWechat = null
