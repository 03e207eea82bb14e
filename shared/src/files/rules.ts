export const PHOTO_MAX_BYTES = 5 * 1024 * 1024
export const PHOTOS_PER_CASE = 9
/** A file that no record claimed is let go of after so long. */
export const UNCLAIMED_HOURS = 24
