import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import * as api from '@yike/shared/cases/endpoints'
import { redactCasePhoto, showOriginalPhoto } from '@yike/shared/cases/photo-endpoints'
import { AuditEntryModel } from '../audit/model'
import { FileModel } from '../files/model'
import { keepPhoto, releasePhotos } from '../files/store'
import type { Community } from '../territory/areas'
import { buildCommunity, buildResident, buildStaff, type BuiltPerson } from '../testing/build'
import { newKey, startServer, type TestServer } from '../testing/server'
import { claimOf } from './append'
import { loadFirstCategories } from './categories'

const MONDAY = new Date('2026-11-23T10:00:00+08:00')
let server: TestServer
let community: Community
let wang: BuiltPerson
let clerk: BuiltPerson
let admin: BuiltPerson
let caseId: string
let photoId: string

const picture = (width: number, height: number, background: string) =>
  sharp({ create: { width, height, channels: 3, background } })
    .jpeg()
    .toBuffer()
const upload = async (who: BuiltPerson, width = 60, background = '#ffffff') =>
  String((await keepPhoto(who._id, await picture(width, 40, background), MONDAY))._id)
const as = (who: BuiltPerson, key?: string) => ({ as: who.token, ...(key ? { key } : {}) })
const redact = (redactedId: string, who = clerk, photo = photoId) =>
  server.call(redactCasePhoto, { id: caseId, photoId: photo, redactedId }, as(who))
/** The colour of the picture at an address: the original is black. */
const colourAt = async (url: string) => {
  const bytes = Buffer.from(await (await fetch(`${server.origin}${url}`)).arrayBuffer())
  const { dominant } = await sharp(bytes).stats()
  return dominant.r > 128 ? 'white' : 'black'
}

beforeAll(async () => {
  server = await startServer({ now: () => MONDAY })
  await loadFirstCategories()
})
afterAll(() => server.stop())
beforeEach(async () => {
  community = await buildCommunity()
  wang = await buildResident({ community, name: '王秀英' }, MONDAY)
  clerk = await buildStaff({ area: community, role: 'clerk', name: '周敏' }, MONDAY)
  admin = await buildStaff({ area: community, role: 'community_admin', name: '陈静' }, MONDAY)
  photoId = await upload(wang, 60, '#000000')
  const report = { description: '门口停的车挡了路，车牌照片里有', photoIds: [photoId] }
  caseId = (await server.call(api.fileCase, report, as(wang, newKey()))).id
})

it('a redacted photo is shown covered to everybody, and the original only to those who may, on record each time', async () => {
  const before = await server.call(api.getStaffCase, { id: caseId }, as(clerk))
  expect([await colourAt(before.photos[0]!.url), before.photos[0]!.redacted]).toEqual(['black', undefined])

  const after = await redact(await upload(clerk))

  const seen = [
    after,
    await server.call(api.getStaffCase, { id: caseId }, as(admin)),
    await server.call(api.getCase, { id: caseId }, as(wang)),
  ]
  for (const { photos } of seen) {
    expect(photos).toEqual([expect.objectContaining({ id: photoId, redacted: true })])
    expect([await colourAt(photos[0]!.url), await colourAt(photos[0]!.thumbUrl)]).toEqual(['white', 'white'])
  }
  expect(after.photoCan).toEqual({ redact: true, seeOriginal: false })
  await expect(server.call(showOriginalPhoto, { id: caseId, photoId }, as(clerk))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  const original = await server.call(showOriginalPhoto, { id: caseId, photoId }, as(admin))
  expect(await colourAt(original.url)).toBe('black')
  const entries = await AuditEntryModel.find({ act: 'original photo', actorId: admin._id }).lean()
  expect(entries.map(({ facts, people }) => [facts, people.map(String)])).toEqual([
    [{ id: caseId, photo: photoId }, [String(wang._id)]],
  ])
})

it('only a picture of the same size, of one’s own, takes its place; anything else leaves it as it was', async () => {
  await expect(redact(await upload(clerk, 61))).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    details: { fields: { redactedId: [expect.stringContaining('大小不一样')] } },
  })
  await expect(redact(await upload(admin))).rejects.toMatchObject({ code: 'PHOTO_TAKEN' })
  await expect(redact(photoId)).rejects.toMatchObject({ code: 'PHOTO_TAKEN' })
  await expect(redact(await upload(clerk), clerk, await upload(wang))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const [stranger, cook] = await Promise.all([
    buildStaff({ area: await buildCommunity(), role: 'community_admin' }, MONDAY),
    buildStaff({ area: community, role: 'cook' }, MONDAY),
  ])
  await expect(redact(await upload(stranger), stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(redact(await upload(cook), cook)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  await expect(redact(await upload(wang), wang)).rejects.toMatchObject({ code: 'FORBIDDEN' })

  const { photos } = await server.call(api.getStaffCase, { id: caseId }, as(clerk))
  expect(await colourAt(photos[0]!.url)).toBe('black')
  await expect(server.call(showOriginalPhoto, { id: caseId, photoId }, as(admin))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})

it('is forgotten with the photo', async () => {
  const redactedId = await upload(clerk)
  await redact(redactedId)

  await releasePhotos(claimOf(caseId as never), [photoId as never])

  expect(await FileModel.countDocuments({ _id: { $in: [photoId, redactedId] }, claimedBy: null })).toBe(2)
})
