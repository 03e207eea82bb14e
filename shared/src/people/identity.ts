/** How an identity card ends: four characters, the last of which may be X. Enough to find somebody, too little to be them. */
export const ID_END = /^\d{3}[\dX]$/i
