/** A session with people of a confidential case is planned, then written down once. Each kind has its own words. */
export type SessionState = 'planned' | 'held' | 'cancelled'
