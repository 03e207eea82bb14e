/** Only the end of a phone number leaves the server. */
export const phoneLast4 = (phone: string | null) => phone && phone.slice(-4)
