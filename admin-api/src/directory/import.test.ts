// Over 300 lines: one story after another of one domain, told with the same builders.
import { zipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readSheet } from 'read-excel-file/node'
import writeXlsxFile from 'write-excel-file/node'
import * as api from '@yike/shared/directory/endpoints'
import { IMPORT_FIELDS } from '@yike/shared/directory/import'
import { TABLE_MAX_ROWS } from '@yike/shared/files/tables'
import type { ImportPreview, PlaceImport } from '@yike/shared/directory/upkeep-schemas'
import { API_BASE_PATH } from '@yike/shared/endpoint'
import { toWgs84 } from '@yike/shared/geo/systems'
import { metresBetween } from '@yike/shared/geo/walking'
import { PersonModel } from '../people/model'
import { buildCommunity, buildStaff, CENTER, type BuiltPerson } from '../testing/build'
import { startServer, type TestServer } from '../testing/server'
import { filledBlank, uploadAt } from '../testing/upload'
import { runImports } from './import'
import { PlaceImportModel } from './import-model'
import { PlaceModel } from './model'

let server: TestServer
let admin: BuiltPerson
let communityId: string
beforeAll(async () => {
  server = await startServer({ env: { REQUESTS_PER_SECOND: '10000' } })
})
afterAll(() => server.stop())
beforeEach(async () => {
  const community = await buildCommunity()
  communityId = String(community._id)
  admin = await buildStaff({ area: community })
})

const METRES_PER_DEGREE = 111_195
const north = (metres: number) => ({ ...CENTER, lat: CENTER.lat + metres / METRES_PER_DEGREE })
const HEADINGS = '名称,地址,经度,纬度,类别,电话,营业时间'
const row = (name: string, address: string, at: { lng: number; lat: number }, rest = '长者食堂,,') =>
  `${name},${address},${at.lng},${at.lat},${rest}`

const upload = (file: string | Uint8Array<ArrayBuffer>, name = '地点.csv', by = admin) =>
  uploadAt(server.origin, api.uploadImport, { name, bytes: file }, by.token)
const settingsOf = ({ id, mapping, system }: PlaceImport) => ({ id, mapping, system })
const preview = async (record: PlaceImport) =>
  (await server.call(api.previewImport, settingsOf(record), { as: admin.token })).rows
const confirm = async (record: PlaceImport, choices: { merge?: number[]; keep?: number[] } = {}) => {
  await server.call(api.confirmImport, { ...settingsOf(record), ...choices }, { as: admin.token })
  await runImports(new Date())
  return server.call(api.getImport, { id: record.id }, { as: admin.token })
}
const undo = async ({ id }: PlaceImport) => {
  await server.call(api.undoImport, { id }, { as: admin.token })
  await runImports(new Date())
  return server.call(api.getImport, { id }, { as: admin.token })
}
const inDirectory = async () =>
  (await server.call(api.listStaffPlaces, { limit: 100 }, { as: admin.token })).items.map(({ name }) => name)
const said = (rows: ImportPreview['rows']) => rows.map(({ row, problems }) => [row, problems.join()])

describe('an import', () => {
  it('writes nothing before it is confirmed, and then every good row once', async () => {
    const record = await upload(
      [
        HEADINGS,
        row('甲食堂', '济南路 1 号', north(0), '长者食堂,0546-8000001,每天 10:30-13:00'),
        row('乙药房', '济南路 9 号', north(500), '药房,,'),
      ].join('\n'),
    )
    expect(record).toMatchObject({
      rowCount: 2,
      mapping: { name: 0, address: 1, lng: 2, lat: 3, category: 4, phone: 5, hours: 6 },
    })
    expect((await preview(record)).map(({ problems, like }) => [problems, like])).toEqual([
      [[], null],
      [[], null],
    ])
    expect((await preview(record)).map(({ hours }) => hours)).toEqual([
      { written: '每天 10:30-13:00', read: '每天 10:30-13:00' },
      null,
    ])
    expect(await inDirectory()).toEqual([])

    const done = await confirm(record)
    expect(done).toMatchObject({ state: { code: 'done' }, counts: { created: 2, refused: 0, waiting: 0 }, left: [] })
    expect(await inDirectory()).toEqual(['乙药房', '甲食堂'].sort())
    const [first] = (await server.call(api.listStaffPlaces, { q: '甲食堂' }, { as: admin.token })).items
    expect(first).toMatchObject({ phone: '0546-8000001', communityId, isStale: true, verifiedAt: null })
    expect(first!.hours.rules).toEqual([{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: 630, to: 780 }])

    await expect(confirm(record)).rejects.toMatchObject({ status: 409 })
    await runImports(new Date())
    expect(await inDirectory()).toHaveLength(2)
  })

  it('shows hours as they are read beside the cell, and refuses what is not understood', async () => {
    const record = await upload(
      [
        HEADINGS,
        row('子食堂', '济南路 11 号', north(0), '长者食堂,,周日至周四 9:00-21:00'),
        row('丑食堂', '济南路 12 号', north(300), '长者食堂,,除周一外 上午8:30-11:30 下午2:00-5:00'),
        row('寅食堂', '济南路 13 号', north(600), '长者食堂,,18:00-2:00'),
        row('卯食堂', '济南路 14 号', north(900), '长者食堂,,夏季 9:00-18:00'),
      ].join('\n'),
    )

    const rows = await preview(record)

    expect(rows.map(({ hours }) => hours?.read)).toEqual([
      '周日到周四 9:00-21:00',
      '周二到周日 8:30-11:30；周二到周日 14:00-17:00',
      '每天 18:00-次日2:00',
      undefined,
    ])
    expect(rows[3]!.problems.join()).toContain('看不懂开门时间里的“夏季”')
  })

  it('names the row and what is wrong with it, and writes the others', async () => {
    const record = await upload(
      [
        HEADINGS,
        row('', '济南路 1 号', north(0)),
        row('反了', '济南路 2 号', { lng: CENTER.lat, lat: CENTER.lng }),
        row('国外', '某地', { lng: -73.9, lat: 40.7 }),
        row('上海', '南京路', { lng: 121.47, lat: 31.23 }),
        row('没类', '济南路 3 号', north(300), '飞机场,,'),
        row('倒着', '济南路 4 号', north(400), '药房,,8:30-5:00'),
        row('重叠', '济南路 5 号', north(500), '药房,,周一 8:00-12:00；周一 11:00-13:00'),
        row('电话', '济南路 6 号', north(600), '药房,12x,'),
        '',
        row('好的', '济南路 7 号', north(700)),
      ].join('\n'),
    )
    const rows = said(await preview(record))
    expect(rows.map(([at]) => at)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 11])
    const sentences = [
      '没有名字',
      '经度和纬度写反了',
      '位置不在国内',
      '位置或坐标系不对',
      '没有“飞机场”这一类',
      '结束时间要晚于开始时间',
      '重叠',
      '电话号码不对',
    ]
    sentences.forEach((sentence, at) => expect(rows[at]![1]).toContain(sentence))
    const done = await confirm(record)
    expect(await inDirectory()).toEqual(['好的'])
    expect(done.left.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('finds what is there already by name, address and nearness; merges, keeps or leaves out as told, and goes back', async () => {
    await confirm(
      await upload([HEADINGS, row('颐园食堂', '济南路 1 号', north(0), '长者食堂,0546-8000001,')].join('\n')),
    )
    const record = await upload(
      [
        HEADINGS,
        row('颐园 食堂', '济南路1号', north(30), '长者食堂,0546-8123456,'),
        row('别名食堂', '济南路 1 号（东门）', north(60)),
        row('药房', '济南路 1 号', north(10), '药房,,'),
        row('远食堂', '黄河路 1 号', north(900)),
        row('远食堂', '黄河路 2 号', north(910)),
      ].join('\n'),
    )
    const rows = await preview(record)
    expect(rows.map(({ like }) => like && [like.why.code, like.row, like.canKeep])).toEqual([
      ['name', null, true],
      ['near', 2, true],
      null,
      null,
      ['name', 5, false],
    ])
    const done = await confirm(record, { merge: [0], keep: [1, 4] })
    expect(done).toMatchObject({ counts: { created: 3, merged: 1 } })
    expect(done.left.map(({ row, reason }) => [row, reason])).toEqual([[6, '和“远食堂”名字一样，没有导入']])
    const merged = () => server.call(api.listStaffPlaces, { q: '颐园食堂' }, { as: admin.token })
    expect((await merged()).items[0]).toMatchObject({ name: '颐园食堂', phone: '0546-8123456', address: '济南路1号' })

    expect(await undo(done)).toMatchObject({ state: { code: 'undone' }, counts: { undone: 4, kept: 0 } })
    expect(await inDirectory()).toEqual(['颐园食堂'])
    expect((await merged()).items[0]).toMatchObject({ phone: '0546-8000001', address: '济南路 1 号' })
    await expect(undo(done)).rejects.toMatchObject({ status: 409 })
  })

  it('leaves alone on the way back what somebody has changed since', async () => {
    const done = await confirm(
      await upload([HEADINGS, row('甲', '一号', north(0)), row('乙', '二号', north(900))].join('\n')),
    )
    const [jia] = (await server.call(api.listStaffPlaces, { q: '甲' }, { as: admin.token })).items
    await server.call(
      api.changePlace,
      { id: jia!.id, revision: jia!.revision, phone: '0546-8123456' },
      { as: admin.token },
    )
    expect(await undo(done)).toMatchObject({ counts: { undone: 1, kept: 1 } })
    expect(await inDirectory()).toEqual(['甲'])
  })

  it('goes on where it was killed, with no row twice, merges included', async () => {
    await confirm(await upload([HEADINGS, row('老食堂', '一号', north(0), '长者食堂,0546-8000001,')].join('\n')))
    const many = Array.from({ length: 120 }, (_, n) => row(`第${n}处`, `${n} 号`, north(100 + 90 * n)))
    const record = await upload(
      [HEADINGS, row('老食堂', '一号', north(0), '长者食堂,0546-8123456,'), ...many].join('\n'),
    )
    await server.call(api.confirmImport, { ...settingsOf(record), merge: [0] }, { as: admin.token })
    await runImports(new Date())
    // The state after a kill: everything was written, and no progress was noted.
    await PlaceImportModel.updateOne({ _id: record.id }, { $set: { state: 'writing', 'steps.$[].state': 'waiting' } })
    await Promise.all([runImports(new Date()), runImports(new Date())])
    const again = await server.call(api.getImport, { id: record.id }, { as: admin.token })
    expect(again.counts).toMatchObject({ created: 120, merged: 1, refused: 0, waiting: 0 })
    expect(await PlaceModel.countDocuments({ communityId, removed: false })).toBe(121)
    expect((await PlaceModel.findOne({ communityId, name: '老食堂' }).lean())!.revision).toBe(2)
    expect(await undo(again)).toMatchObject({ counts: { undone: 121, kept: 0 } })
    expect(await inDirectory()).toEqual(['老食堂'])
  })
})

describe('a file', () => {
  const SAMPLE = [
    ['名字', '地址', '经度', '纬度', '类别'],
    ['甲食堂', '济南路 1 号', CENTER.lng, CENTER.lat, '长者食堂'],
  ] as const

  it('of the blank table, filled in, is read without a word', async () => {
    const { headings, bytes } = await filledBlank(server, '/staff/place-imports/blank', admin.token)
    expect(headings).toEqual(Object.values(IMPORT_FIELDS).map(({ label }) => label))
    expect(await preview(await upload(bytes, '地点空白表.xlsx'))).toMatchObject([
      { name: '颐园长者食堂', problems: [], like: null },
    ])
  })

  it('is read as Excel, as GeoJSON in WGS-84, and as what Chinese Excel calls CSV', async () => {
    const excel = await writeXlsxFile(SAMPLE.map((cells) => cells.map((value) => ({ value })))).toBuffer()
    expect(await preview(await upload(new Uint8Array(excel), '地点.xlsx'))).toMatchObject([
      { name: '甲食堂', problems: [] },
    ])

    const { lng, lat } = toWgs84(CENTER)
    const feature = {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lng, lat] },
      properties: { name: '乙食堂', address: '二号', category: 'canteen' },
    }
    const ofWorld = await upload(JSON.stringify({ type: 'FeatureCollection', features: [feature] }), '地点.geojson')
    expect(ofWorld.system).toBe('wgs84')
    await confirm(ofWorld)
    const [place] = (await server.call(api.listStaffPlaces, { q: '乙食堂' }, { as: admin.token })).items
    expect(metresBetween(place!.position, CENTER)).toBeLessThan(2)

    // 「名字,地址」 and 「丙,三号」 in GB 18030.
    const gbk = Uint8Array.from([
      0xc3, 0xfb, 0xd7, 0xd6, 0x2c, 0xb5, 0xd8, 0xd6, 0xb7, 0x0a, 0xb1, 0xfb, 0x2c, 0xc8, 0xfd, 0xba, 0xc5,
    ])
    expect((await upload(gbk)).headings).toEqual(['名字', '地址'])
  })

  it('that cannot be used is refused in words', async () => {
    const refusal = async (file: string | Uint8Array<ArrayBuffer>) =>
      upload(file).then(
        () => 'taken',
        (error: { message: string; details?: { fields?: { file: string[] } } }) =>
          error.details?.fields?.file.join() ?? error.message,
      )
    expect(await refusal('')).toContain('没有内容')
    expect(await refusal(HEADINGS)).toContain('没有内容')
    expect(await refusal('{"type":"Point"}')).toContain('FeatureCollection')
    expect(await refusal('{"type":"FeatureCollection","features":[null]}')).toContain('没有地点')
    expect(await refusal('{"type":')).toContain('不完整')
    expect(await refusal(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).toContain('.xlsx')
    expect(await refusal(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9, 9]))).toContain('打不开')
    expect(await refusal([HEADINGS, ...Array.from({ length: TABLE_MAX_ROWS + 1 }, () => 'x,y')].join('\n'))).toContain(
      '请分几份传',
    )
    expect(await refusal(`${HEADINGS}\n${','.repeat(2_000_000)}x`)).toContain('最多 100 列')
    expect(await refusal('x\n'.repeat(2_000_000))).toContain('分几份传')
    const flood = [{ value: '字'.repeat(30_000) }]
    const workbook = await writeXlsxFile([[{ value: '名字' }], ...Array.from({ length: 200 }, () => flood)]).toBuffer()
    expect(workbook.byteLength).toBeLessThan(100_000)
    expect(await refusal(new Uint8Array(workbook))).toContain('字太多了')
    // A tenth of a megabyte that unpacks to a hundred is refused before it is unpacked.
    const begun = performance.now()
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(100 * 1024 * 1024) }, { level: 1 })
    const packed = performance.now()
    expect(await refusal(new Uint8Array(bomb))).toContain('打开后太大了')
    expect(performance.now() - packed).toBeLessThan((packed - begun) / 2)
    expect(await refusal(`{"type":"FeatureCollection","features":[{"properties":{"a":${'['.repeat(50_000)}`)).toContain(
      '太深',
    )
    expect(await refusal(new Uint8Array(50 * 1024 * 1024))).toContain('最多 5 MB')
    expect(await PlaceImportModel.countDocuments({ byId: admin._id })).toBe(0)
  })

  it('of a GeoJSON stands where its geometry is, whatever its properties say, and an empty feature is left out', async () => {
    const feature = (at: { lng: number; lat: number }) => ({
      type: 'Feature',
      properties: { name: '甲', address: '一号', category: '药房', lng: at.lng, lat: at.lat },
      geometry: { type: 'Point', coordinates: [CENTER.lng, CENTER.lat] },
    })
    const file = JSON.stringify({
      type: 'FeatureCollection',
      features: [feature(north(561)), null, feature(north(10))],
    })
    const record = await upload(file, '地点.geojson')

    const rows = await preview({ ...record, system: 'gcj02' })
    await confirm({ ...record, system: 'gcj02' })

    expect(rows.map(({ problems, doubts }) => [...problems, ...doubts])).toEqual([
      ['属性里的经纬度在 561 米外，按图形的点导入，请在地图上看一眼。'],
      [],
    ])
    const { items } = await server.call(api.listStaffPlaces, { limit: 100 }, { as: admin.token })
    expect(items[0]!.position.lat).toBeCloseTo(CENTER.lat, 6)
  })

  it.each([
    [
      'UTF-16 with its mark and tabs',
      (text: string) => new Uint8Array(Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le')),
    ],
    ['semicolons', (text: string) => text.replaceAll(',', ';')],
  ])('is read as %s', async (_, written) => {
    const record = await upload(written([HEADINGS, row('甲', '一号', north(0))].join('\n')))

    expect(await preview(record)).toMatchObject([{ name: '甲', address: '一号' }])
  })

  it('is taken back only by who may change every place of it', async () => {
    const [here, there] = [await buildCommunity({ position: north(5000) }), await buildCommunity({ position: CENTER })]
    admin = await buildStaff({ area: here })
    const roles = [here, there].map(({ _id }) => ({ role: admin.roles[0]!.role, areaId: _id }))
    await PersonModel.updateOne({ _id: admin._id }, { roles })
    const done = await confirm(
      await upload([HEADINGS, row('甲', '一号', north(5000)), row('乙', '二号', north(0))].join('\n')),
    )
    expect(done.counts.created).toBe(2)
    const colleague = await buildStaff({ area: there })
    await expect(server.call(api.undoImport, { id: done.id }, { as: colleague.token })).rejects.toMatchObject({
      status: 403,
    })
    expect(await undo(done)).toMatchObject({ counts: { undone: 2 } })
  })

  it('is nobody else’s to see, and a grid worker brings none', async () => {
    const record = await upload([HEADINGS, row('甲', '一号', north(0))].join('\n'))
    const other = await buildStaff({ area: await buildCommunity() })
    await expect(server.call(api.getImport, { id: record.id }, { as: other.token })).rejects.toMatchObject({
      status: 404,
    })
    await expect(server.call(api.previewImport, settingsOf(record), { as: other.token })).rejects.toMatchObject({
      status: 404,
    })
    expect((await server.call(api.listImports, {}, { as: other.token })).items).toEqual([])
    const grid = await buildStaff({ area: await buildCommunity(), role: 'grid_worker' })
    await expect(upload('x', 'x.csv', grid)).rejects.toMatchObject({ status: 403 })
  })
})

describe('an export', () => {
  const fetchAs = async (format: string) => {
    const answer = await fetch(`${server.origin}${API_BASE_PATH}/staff/places/export?format=${format}`, {
      headers: { 'X-Client': 'weapp', Authorization: `Bearer ${admin.token}` },
    })
    expect(answer.status).toBe(200)
    return new Uint8Array(await answer.arrayBuffer())
  }

  it.each(['csv', 'xlsx', 'geojson'])('as %s is read again as what it was, and all of it is known', async (format) => {
    await confirm(
      await upload(
        [
          HEADINGS,
          row('甲食堂', '济南路 1 号', north(0), '长者食堂,0546-8000001,周一到周五 8:30-17:30；周六 9:00-12:00'),
        ].join('\n'),
      ),
    )
    const again = await upload(await fetchAs(format), `地点.${format}`)
    expect(await preview(again)).toMatchObject([
      { name: '甲食堂', problems: [], like: { why: { code: 'name' }, metres: 0 } },
    ])
  })

  it('names the last look at a place by day and clock, as a date where the file has dates', async () => {
    await confirm(await upload([HEADINGS, row('乙食堂', '济南路 2 号', north(0))].join('\n')))
    await PlaceModel.updateOne({ name: '乙食堂', communityId }, { verifiedAt: new Date('2026-11-03T16:30:00Z') })

    const [headings, found] = await readSheet(Buffer.from(await fetchAs('xlsx')))
    // A spreadsheet keeps a date as a fraction of days, which is a millisecond off.
    const minutes = (date: unknown) => Math.round(Number(date) / 60_000)
    expect(minutes(found![headings!.indexOf('核对时间')])).toBe(minutes(new Date('2026-11-04T00:30:00Z')))
    expect(new TextDecoder().decode(await fetchAs('csv'))).toContain('2026-11-04 00:30')
    expect(new TextDecoder().decode(await fetchAs('geojson'))).toContain('"核对时间":"2026-11-0')
  })

  it('runs nothing in a spreadsheet', async () => {
    await confirm(await upload([HEADINGS, row('=HYPERLINK(1)', '@SUM(1)', north(0))].join('\n')))
    expect(new TextDecoder().decode(await fetchAs('csv'))).toContain("'=HYPERLINK(1)")
    const again = await upload(await fetchAs('xlsx'), 'x.xlsx')
    expect((await preview(again))[0]).toMatchObject({ name: '=HYPERLINK(1)' })
  })
})
