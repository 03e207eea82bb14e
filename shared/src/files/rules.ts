export const PHOTO_MAX_BYTES = 5 * 1024 * 1024
export const PHOTOS_PER_CASE = 9
