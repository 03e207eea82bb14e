import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { positionInPhoto } from './photo-position'
import { toGcj02 } from './systems'
import { metresBetween } from './walking'

const taken = async (gps: Record<string, string> | null, format: 'jpeg' | 'png' = 'jpeg') => {
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#0b5a5e' } })
  const bytes = await (gps ? picture.withExif({ IFD0: { Make: 'Phone' }, IFD3: gps }) : picture)[format]().toBuffer()
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
const DONGYING = {
  ...{ GPSLatitudeRef: 'N', GPSLatitude: '37/1 27/1 378/10' },
  ...{ GPSLongitudeRef: 'E', GPSLongitude: '118/1 29/1 366/10' },
}

describe('the position in a photo', () => {
  it('is that of the phone, moved to what maps show', async () => {
    const found = positionInPhoto(await taken(DONGYING))!

    const right = toGcj02({ lng: 118 + 29 / 60 + 36.6 / 3600, lat: 37 + 27 / 60 + 37.8 / 3600 }, 'wgs84')
    expect(metresBetween(found, right)).toBeLessThan(1)
  })

  it('is none without one, abroad, and in another kind of file', async () => {
    expect(positionInPhoto(await taken(null))).toBeNull()
    expect(positionInPhoto(await taken({ ...DONGYING, GPSLongitudeRef: 'W' }))).toBeNull()
    expect(positionInPhoto(await taken(DONGYING, 'png'))).toBeNull()
    expect(positionInPhoto(new ArrayBuffer(0))).toBeNull()
  })

  it('is none in a damaged file, wherever it ends or whatever it says', async () => {
    const whole = new Uint8Array(await taken(DONGYING))
    for (let end = 0; end < whole.length; end += 7)
      expect(() => positionInPhoto(whole.slice(0, end).buffer)).not.toThrow()
    for (let at = 2; at < Math.min(whole.length, 260); at++) {
      const broken = whole.slice()
      broken[at] = 0xff
      const found = positionInPhoto(broken.buffer)
      if (found) expect(Number.isFinite(found.lng) && Number.isFinite(found.lat)).toBe(true)
    }
  })
})
