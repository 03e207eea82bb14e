/** How long the texts of a place may be, in characters; the contract, a table that is read and the forms ask the same. */
export const PLACE_LIMITS = { name: 60, address: 120, alert: 60, about: 1000, organization: 60 } as const
/** Numbers beside the first. */
export const MORE_PHONES = 4
