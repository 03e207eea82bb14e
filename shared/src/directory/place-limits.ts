/** The longest texts of a place, in characters; the contract, tables that are read and the forms use the same. */
export const PLACE_LIMITS = { name: 60, address: 120, alert: 60, about: 1000, organization: 60 } as const
/** Numbers beside the first. */
export const MORE_PHONES = 4
