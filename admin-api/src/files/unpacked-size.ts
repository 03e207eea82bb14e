/** Signatures and offsets of the ZIP file format (APPNOTE 4.3.12, 4.3.16). */
const END = 0x06054b50
const ENTRY = 0x02014b50
const END_LENGTH = 22
const LONGEST_COMMENT = 0xffff
const UNKNOWN = 0xffffffff

/**
 * The unpacked size of a ZIP file in bytes, according to its directory: known before anything is unpacked. Null where
 * the directory cannot be read, or where it keeps a size elsewhere (ZIP64), which no workbook of a few megabytes needs.
 */
export function unpackedSize(zip: Buffer): number | null {
  const from = Math.max(0, zip.length - END_LENGTH - LONGEST_COMMENT)
  let end = zip.length - END_LENGTH
  while (end >= from && zip.readUInt32LE(end) !== END) end--
  if (end < from) return null
  let at = zip.readUInt32LE(end + 16)
  let size = 0
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY) return null
    const unpacked = zip.readUInt32LE(at + 24)
    if (unpacked === UNKNOWN) return null
    size += unpacked
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return size
}
