/** The end of a phone number, the only part that leaves the server. */
export const phoneLast4 = (phone: string | null) => phone && phone.slice(-4)
