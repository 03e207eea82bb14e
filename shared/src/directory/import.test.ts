import { describe, expect, it } from 'vitest'
import { communityFor, guessMapping, Likeness, readRow, type Comparable } from './import'

const HOME = { lng: 118.49, lat: 37.46 }
/** North of home by so many metres. */
const north = (metres: number) => ({ ...HOME, lat: HOME.lat + metres / 111_195 })

describe('the columns of a file', () => {
  it('are known by their headings, whatever their marks, and each is used once', () => {
    expect(guessMapping([' 名 称：', '地址', '没人认识', 'LNG', 'lat'])).toMatchObject({ name: 0, address: 1, lng: 3 })
    const twice = guessMapping(['名称', '名字'])
    expect(twice.name).toBe(0)
    expect(Object.values(twice)).toHaveLength(1)
  })

  it('that are missing are asked for by name, with everything else that is wrong', () => {
    const mapping = { name: 0, address: 1, lng: 2, lat: 3 }
    const problems = (cells: string[]) => readRow(cells, { mapping, system: 'gcj02' })
    expect(problems(['', '一号', '118.49', '37.46'])).toEqual({ problems: ['没有名字', '没有类别，在上面选一类'] })
    expect(problems([' 甲 ', '一号', '37.46', '118.49'])).toMatchObject({
      problems: ['没有类别，在上面选一类', '经度和纬度写反了'],
    })
    expect(
      readRow([' 甲 ', '一号', '118.49', '37.46'], { mapping, system: 'gcj02', category: 'canteen' }),
    ).toMatchObject({ place: { name: '甲', category: 'canteen', position: HOME } })
  })
})

describe('a row that may be a place we know', () => {
  const known: Comparable = {
    id: 'known',
    row: null,
    name: '颐园长者食堂',
    address: '颐园 3 号楼',
    category: 'canteen',
    position: HOME,
    communityId: 'yiyuan',
  }
  const row = (more: Partial<Comparable>) => ({
    ...{ name: '另一家', address: '别处', category: 'canteen' as const, position: north(5000), communityId: 'other' },
    ...more,
  })
  const among = (...all: Comparable[]) => {
    const likeness = new Likeness()
    for (const one of all) likeness.add(one)
    return likeness
  }

  it('is known by its name up to two kilometres, and anywhere in its own community', () => {
    const name = '颐园 长者食堂'
    expect(among(known).of(row({ name, position: north(1990) }))).toMatchObject({
      id: 'known',
      why: 'name',
      metres: 1990,
    })
    expect(among(known).of(row({ name, position: north(2010) }))).toBeNull()
    expect(among(known).of(row({ name, position: north(5000), communityId: 'yiyuan' }))).toMatchObject({ why: 'name' })
  })

  it('can be kept beside the other unless the community would have one name twice', () => {
    const name = known.name
    expect(among(known).of(row({ name, position: HOME }))).toMatchObject({ canKeep: true })
    expect(among(known).of(row({ name, position: HOME, communityId: 'yiyuan' }))).toMatchObject({ canKeep: false })
    expect(among(known).of(row({ address: known.address, communityId: 'yiyuan' }))).toMatchObject({ canKeep: true })
  })

  it('is known by its address or within 80 metres among places of its category alone', () => {
    expect(among(known).of(row({ address: '颐园3号楼' }))).toMatchObject({ why: 'address', metres: 5000 })
    expect(among(known).of(row({ address: '颐园3号楼', category: 'pharmacy' }))).toBeNull()
    expect(among(known).of(row({ position: north(79) }))).toMatchObject({ why: 'near', metres: 79 })
    expect(among(known).of(row({ position: north(-79) }))).toMatchObject({ why: 'near' })
    expect(among(known).of(row({ position: { ...HOME, lng: HOME.lng + 0.0008 } }))).toMatchObject({ why: 'near' })
    expect(among(known).of(row({ position: { ...HOME, lng: HOME.lng - 0.0008 } }))).toMatchObject({ why: 'near' })
    expect(among(known).of(row({ position: north(81) }))).toBeNull()
    expect(among(known).of(row({ position: north(79), category: 'pharmacy' }))).toBeNull()
  })

  it('is compared with the nearest of several, and with earlier rows of the file', () => {
    const farther = { ...known, id: null, row: 7, position: north(60) }
    expect(among(known, farther).of(row({ position: north(50) }))).toMatchObject({ row: 7, id: null, metres: 10 })
    expect(among(farther, known).of(row({ position: north(20) }))).toMatchObject({ id: 'known', row: null })
  })
})

describe('the community of a row', () => {
  const square = {
    type: 'MultiPolygon' as const,
    coordinates: [
      [
        [
          [118.4, 37.4],
          [118.6, 37.4],
          [118.6, 37.6],
          [118.4, 37.6],
          [118.4, 37.4],
        ] as [number, number][],
      ],
    ],
  }

  it('is the one whose border holds it, else the nearest within 50 kilometres', () => {
    const [near, drawn] = [
      { name: '近', position: north(100) },
      { name: '画了边界', position: north(9000), shape: square },
    ]
    expect(communityFor(HOME, [near, drawn])).toBe(drawn)
    expect(communityFor(HOME, [{ ...drawn, shape: null }, near])).toBe(near)
    expect(communityFor(HOME, [{ position: north(49_990) }])).toMatchObject({ position: north(49_990) })
    expect(communityFor(HOME, [{ position: north(50_400) }])).toBe('离最近的社区有 50 公里，位置或坐标系不对')
    expect(communityFor(HOME, [])).toBe('没有您能改的社区')
  })
})
