export const PHOTO_MAX_BYTES = 5 * 1024 * 1024
export const PHOTOS_PER_CASE = 9
/** Hours after which a file that no record claimed is removed. */
export const UNCLAIMED_HOURS = 24
