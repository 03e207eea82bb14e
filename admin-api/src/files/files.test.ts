import sharp from 'sharp'
import mongoose from 'mongoose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Photo } from '@yike/shared/files/schemas'
import { buildResident, newId, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { FileModel } from './model'
import { claimPhotos, keepPhoto, presentPhoto, releasePhotos, sweepUnclaimed } from './store'

const NOW = new Date('2026-11-23T10:00:00+08:00')
const HOUR_MS = 3_600_000
const after = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS)

let server: TestServer
let wang: BuiltPerson
let now = NOW
beforeAll(async () => {
  server = await startServer({ now: () => now })
  wang = await buildResident({}, NOW)
})
afterAll(() => server.stop())

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#0b5a5e' } })

async function upload(bytes: Buffer, name = 'photo.jpg', as: string | null = wang.token) {
  const form = new FormData()
  form.set('file', new File([new Uint8Array(bytes)], name))
  const response = await fetch(`${server.origin}/api/v1/files`, {
    method: 'POST',
    body: form,
    headers: { 'X-Client': 'weapp', ...(as ? { Authorization: `Bearer ${as}` } : {}) },
  })
  const body = (await response.json()) as Photo & { error?: { code: string } }
  return { status: response.status, code: body.error?.code, photo: body as Photo }
}
const download = async (address: string) => {
  const response = await fetch(`${server.origin}${address}`)
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) }
}
const blobs = () => mongoose.connection.db!.collection('photos.files').countDocuments()

describe('a photo', () => {
  it('is turned upright, made smaller and freed of what the phone wrote into it', async () => {
    const taken = await picture(2400, 1800)
      .withExif({ IFD0: { Make: 'Phone' }, IFD3: { GPSLatitude: '37/1 27/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()

    const { photo } = await upload(taken)
    const [full, thumb] = [await download(photo.url), await download(photo.thumbUrl)]

    const seen = await sharp(full.bytes).metadata()
    expect(seen).toMatchObject({ format: 'jpeg', width: 1200, height: 1600 })
    expect(seen.exif).toBeUndefined()
    expect(full.headers.get('content-type')).toBe('image/jpeg')
    expect(await sharp(thumb.bytes).metadata()).toMatchObject({ format: 'webp', width: 240, height: 320 })
  })

  it.each(['png', 'webp'] as const)('may be %s, whatever its name says', async (format) => {
    const { status } = await upload(await picture(40, 30).toFormat(format).toBuffer(), 'photo.exe')

    expect(status).toBe(200)
  })

  it('is known by its content, not by its name', async () => {
    const gif = await picture(40, 30).gif().toBuffer()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    const page = Buffer.from('<html><script>alert(1)</script></html>')

    const answers = await Promise.all([gif, svg, page, Buffer.alloc(0)].map((bytes) => upload(bytes, 'photo.jpg')))

    expect(answers.map(({ status, code }) => `${status} ${code}`)).toEqual(Array(4).fill('415 UNSUPPORTED_TYPE'))
  })

  it('is refused when it only begins like one', async () => {
    const whole = await picture(400, 300).jpeg().toBuffer()
    const lie = Buffer.concat([whole.subarray(0, 20), Buffer.from('nothing of a picture follows')])

    const before = await FileModel.countDocuments()
    expect((await upload(lie)).code).toBe('UNSUPPORTED_TYPE')
    expect(await FileModel.countDocuments()).toBe(before)
  })

  it('of the largest phones is taken: 8192 by 6144', async () => {
    const { status } = await upload(await picture(8192, 6144).jpeg().toBuffer())
    expect(status).toBe(200)
  })

  it('is refused when a small file unfolds to a huge picture', async () => {
    const bomb = await picture(8000, 7000).png({ compressionLevel: 9 }).toBuffer()

    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect((await upload(bomb)).code).toBe('UNSUPPORTED_TYPE')
  })

  it('may have 5 MB and no more', async () => {
    const { status, code } = await upload(
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(6 * 1024 * 1024)]),
    )

    expect([status, code]).toEqual([413, 'TOO_LARGE'])
  })

  it('comes as a form, from somebody who is signed in', async () => {
    const bytes = await picture(40, 30).jpeg().toBuffer()
    const bare = await fetch(`${server.origin}/api/v1/files`, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: { 'X-Client': 'weapp', Authorization: `Bearer ${wang.token}`, 'Content-Type': 'image/jpeg' },
    })
    const empty = await fetch(`${server.origin}/api/v1/files`, {
      method: 'POST',
      body: new FormData(),
      headers: { 'X-Client': 'weapp', Authorization: `Bearer ${wang.token}` },
    })

    expect([bare.status, empty.status]).toEqual([415, 415])
    expect(await upload(bytes, 'photo.jpg', null)).toMatchObject({ status: 401, code: 'SIGN_IN_REQUIRED' })
  })
})

describe('the address of a photo', () => {
  it('opens it for at least 15 and at most 30 minutes, and nothing else', async () => {
    const { photo } = await upload(await picture(40, 30).jpeg().toBuffer())
    const other = await keepPhoto(wang._id, await picture(41, 31).jpeg().toBuffer(), NOW)
    const at = async (instant: Date, address: string) => {
      now = instant
      const { status } = await download(address)
      now = NOW
      return status
    }

    expect(await at(new Date(NOW.getTime() + 15 * 60_000), photo.url)).toBe(200)
    expect(await at(new Date(NOW.getTime() + 31 * 60_000), photo.url)).toBe(404)
    expect(await at(NOW, photo.url.replace(photo.id, String(other._id)))).toBe(404)
    expect(await at(NOW, photo.url.replace('v=full', 'v=thumb'))).toBe(404)
    expect(await at(NOW, photo.url.replace(/exp=\d+/, 'exp=9999999999'))).toBe(404)
    expect(await at(NOW, photo.url.replace(/&sig=.*/, ''))).toBe(400)
  })

  it('of a photo that is gone leads nowhere', async () => {
    expect((await download(presentPhoto(newId(), NOW).url)).status).toBe(404)
  })
})

describe('a claim', () => {
  const keep = async (by = wang, at = NOW) =>
    String((await keepPhoto(by._id, await picture(40, 30).jpeg().toBuffer(), at))._id)

  it('gives a photo to one of two records that want it at once', async () => {
    const id = await keep()

    const outcomes = await Promise.allSettled([
      claimPhotos(wang.actor, [id], 'cases:1'),
      claimPhotos(wang.actor, [id], 'cases:2'),
    ])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'PHOTO_TAKEN' } })
  })

  it('said twice for one record changes nothing, and given up is free again', async () => {
    const id = await keep()
    await claimPhotos(wang.actor, [id], 'cases:3')
    await claimPhotos(wang.actor, [id], 'cases:3')

    await releasePhotos('cases:3')

    await expect(claimPhotos(wang.actor, [id], 'cases:4')).resolves.toBeUndefined()
  })

  it('takes only what the person sent', async () => {
    const li = await buildResident({}, NOW)

    await expect(claimPhotos(wang.actor, [await keep(li)], 'cases:5')).rejects.toMatchObject({ code: 'PHOTO_TAKEN' })
  })

  it('keeps a photo past the day; what nobody claimed goes, bytes and all', async () => {
    await sweepUnclaimed(after(1000))
    const before = await blobs()
    const [claimed, loose, fresh] = [await keep(), await keep(), await keep(wang, after(24))]
    await claimPhotos(wang.actor, [claimed], 'cases:6')

    expect(await sweepUnclaimed(after(25))).toBe(1)

    expect(await FileModel.exists({ _id: loose })).toBeNull()
    expect(await FileModel.countDocuments({ _id: { $in: [claimed, fresh] } })).toBe(2)
    expect(await blobs()).toBe(before + 4)
  })

  it('finds the door closed once the sweep has begun, and the sweep finishes after a crash', async () => {
    const id = await keep()
    await FileModel.updateOne({ _id: id }, { $set: { claimedBy: 'sweep' } })

    await expect(claimPhotos(wang.actor, [id], 'cases:7')).rejects.toMatchObject({ code: 'PHOTO_TAKEN' })
    await sweepUnclaimed(after(25))
    expect(await FileModel.exists({ _id: id })).toBeNull()
  })
})
