import { toGcj02 } from './systems'
import type { LngLat } from './walking'

/** So many bytes at the start of a photo hold what the phone wrote into it. */
export const PHOTO_HEAD_BYTES = 128 * 1024

const APP1 = 0xe1
const START_OF_SCAN = 0xda
const GPS_IFD = 0x8825
const TAGS = { latRef: 1, lat: 2, lngRef: 3, lng: 4 }
const ENTRY_BYTES = 12

interface Tiff {
  view: DataView
  isLittle: boolean
}

/** The offset of the TIFF header that EXIF begins with; null in a file without one. */
function tiffIn(view: DataView): Tiff | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; at + 4 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    const length = view.getUint16(at + 2)
    if (marker === START_OF_SCAN || length < 2) return null
    const isExif = marker === APP1 && at + 10 <= view.byteLength && view.getUint32(at + 4) === 0x45786966
    if (isExif) {
      const from = at + 10
      const inside = new DataView(view.buffer, view.byteOffset + from, Math.min(length - 8, view.byteLength - from))
      const order = inside.getUint16(0)
      return order === 0x4949 || order === 0x4d4d ? { view: inside, isLittle: order === 0x4949 } : null
    }
    at += 2 + length
  }
  return null
}

/** The offset of an entry of a directory, by its tag; null without it. */
function entryOf({ view, isLittle }: Tiff, directory: number, tag: number): number | null {
  const count = view.getUint16(directory, isLittle)
  for (let n = 0; n < count; n++) {
    const at = directory + 2 + n * ENTRY_BYTES
    if (view.getUint16(at, isLittle) === tag) return at
  }
  return null
}

/** Degrees, minutes and seconds, three fractions of two whole numbers. */
function degreesAt({ view, isLittle }: Tiff, entry: number): number {
  const from = view.getUint32(entry + 8, isLittle)
  const fraction = (n: number) => view.getUint32(from + n * 8, isLittle) / view.getUint32(from + n * 8 + 4, isLittle)
  return fraction(0) + fraction(1) / 60 + fraction(2) / 3600
}

/**
 * The position that a phone wrote into a JPEG (EXIF, WGS-84), as GCJ-02; null where there is none, where it lies outside
 * China, or the file is damaged. Read on the phone: the server leaves it behind with everything else that is no picture.
 */
export function positionInPhoto(head: ArrayBuffer): LngLat | null {
  try {
    const tiff = tiffIn(new DataView(head))
    if (!tiff) return null
    const { view, isLittle } = tiff
    const pointer = entryOf(tiff, view.getUint32(4, isLittle), GPS_IFD)
    if (pointer === null) return null
    const gps = view.getUint32(pointer + 8, isLittle)
    const [lat, lng] = [entryOf(tiff, gps, TAGS.lat), entryOf(tiff, gps, TAGS.lng)]
    if (lat === null || lng === null) return null
    const isNegative = (tag: number, letter: string) => {
      const entry = entryOf(tiff, gps, tag)
      return entry !== null && String.fromCharCode(view.getUint8(entry + 8)) === letter
    }
    const at = {
      lng: degreesAt(tiff, lng) * (isNegative(TAGS.lngRef, 'W') ? -1 : 1),
      lat: degreesAt(tiff, lat) * (isNegative(TAGS.latRef, 'S') ? -1 : 1),
    }
    const isInChina = at.lng >= 73 && at.lng <= 136 && at.lat >= 3 && at.lat <= 54
    return isInChina ? toGcj02(at, 'wgs84') : null
  } catch (cause) {
    // It ends in the middle, or points outside itself.
    if (cause instanceof RangeError) return null
    throw cause
  }
}
