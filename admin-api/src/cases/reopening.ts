/** Days after the answer in which a resident may reopen the case. */
export const REOPEN_DAYS = 30
