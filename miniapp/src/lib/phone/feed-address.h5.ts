/** The full address of a path of the API. */
export const feedAddress = (path: string) => `${window.location.origin}${path}`
/** Phones and computers know webcal: it asks which calendar shall follow the address. */
export const openInCalendar: ((address: string) => void) | null = (address) => {
  window.location.href = address.replace(/^https?:/, 'webcal:')
}
