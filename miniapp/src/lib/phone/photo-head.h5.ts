import { PHOTO_HEAD_BYTES } from '@yike/shared/geo/photo-position'

/** The first bytes of a chosen photo, in which the phone wrote where it was taken; null where they cannot be read. */
export const photoHead = async (path: string): Promise<ArrayBuffer | null> =>
  fetch(path)
    .then((answer) => answer.blob())
    .then((blob) => blob.slice(0, PHOTO_HEAD_BYTES).arrayBuffer())
    .catch(() => null)
