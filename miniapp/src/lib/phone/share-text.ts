/** In WeChat the button itself opens the list of friends (`openType='share'`). */
export const shareText = (_text: string) => Promise.resolve()
