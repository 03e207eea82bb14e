import { crc32 } from 'node:zlib'

/**
 * A row is kept with a checksum of its key and its value before the value. CRC-32 is the one that Node computes itself
 * (zlib, with the processor's own instructions); CRC32C would need a package or run twenty times slower in JavaScript,
 * and both find every error of up to 32 bits in a row and all but one in 2^32 of the others.
 */
const BYTES = 4

export function sealed(key: Uint8Array | string, value: Uint8Array): Buffer {
  const made = Buffer.allocUnsafe(BYTES + value.length)
  made.writeUInt32LE(crc32(value, crc32(key)))
  made.set(value, BYTES)
  return made
}

/** The value of a row; null when its checksum shows that key or value are not as they were written. */
export function unsealed(key: Uint8Array | string, stored: Buffer): Buffer | null {
  if (stored.length < BYTES) return null
  const value = stored.subarray(BYTES)
  return stored.readUInt32LE() === crc32(value, crc32(key)) ? value : null
}
