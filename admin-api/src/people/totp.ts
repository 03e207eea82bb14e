import { createHmac, randomBytes } from 'node:crypto'

/** RFC 6238 with the values every authenticator app knows: HMAC-SHA-1, 6 digits, 30 seconds. */
const STEP_MS = 30_000
const DIGITS = 6
/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648 base 32 without padding, in small letters. */
export function base32(bytes: Buffer) {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** A new secret, as hexadecimal digits. */
export const newSecret = () => randomBytes(SECRET_BYTES).toString('hex')

export const stepOf = (now: Date) => Math.floor(now.getTime() / STEP_MS)

/** The code of one step of 30 seconds. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', Buffer.from(secret, 'hex')).update(counter).digest()
  const at = mac[mac.length - 1]! & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The address that an authenticator app reads from a QR code. */
export function otpauthAddress(secret: string, username: string) {
  const issuer = encodeURIComponent('一刻')
  return `otpauth://totp/${issuer}:${encodeURIComponent(username)}?secret=${base32(Buffer.from(secret, 'hex')).toUpperCase()}&issuer=${issuer}`
}
