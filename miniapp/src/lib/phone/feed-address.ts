/** The full address of a path of the API. */
export const feedAddress = (path: string) => `${API_ORIGIN}${path}`
/** WeChat opens no other program: the address is copied and pasted there. */
export const openInCalendar: ((address: string) => void) | null = null
