import { expect, it } from 'vitest'
import { CORRECTABLE_CODES } from './correctable'
import { IMPORT_FIELDS, IMPORT_FIELD_CODES, guessMapping, readRow } from './import'
import { PLACE_FIELD_NAMES, correctionReader, fieldCorrectedBy, placeField } from './place-fields'
import { PlaceInput } from './schemas'

it('has every field of the contract once, and every column of a table once', () => {
  const { communityId: _, ...fields } = PlaceInput.shape
  expect(new Set(PLACE_FIELD_NAMES)).toEqual(new Set(Object.keys(fields)))
  const columns = PLACE_FIELD_NAMES.flatMap((name) => Object.keys(placeField(name).table?.columns ?? {}))
  expect(IMPORT_FIELD_CODES).toEqual(columns)
  const headings = Object.values(IMPORT_FIELDS).flatMap(({ label, headings }) => [label, ...headings])
  expect(new Set(headings).size).toBe(headings.length)
})

it('knows the columns of its own blank table, and reads the example in them', () => {
  const columns = Object.values(IMPORT_FIELDS)
  const mapping = guessMapping(columns.map(({ label }) => label))
  expect(Object.keys(mapping)).toEqual(IMPORT_FIELD_CODES)
  const read = readRow(
    columns.map(({ example }) => String(example)),
    { mapping, system: 'gcj02' },
  )
  expect(read).toMatchObject({ place: { name: '颐园长者食堂', morePhones: ['0546-8000009'], accessibility: ['ramp'] } })
})

it('has a field behind every correction but 「别的」, and reads what it can write', () => {
  expect(CORRECTABLE_CODES.filter((code) => fieldCorrectedBy(code) === null)).toEqual(['other'])
  expect(CORRECTABLE_CODES.filter((code) => correctionReader(code) === null)).toEqual(['hours', 'other'])
  expect(correctionReader('closed')!('不开了')).toEqual({ value: 'closed' })
})

it('reads lists and codes by their labels, and names what it does not know', () => {
  const read = (cells: Record<string, string>) => {
    const row = { name: '甲', address: '一号', lng: '118.5', lat: '37.4', category: '药房', ...cells }
    const mapping = Object.fromEntries(Object.keys(row).map((column, at) => [column, at]))
    return readRow(Object.values(row), { mapping, system: 'gcj02' })
  }
  expect(read({ accessibility: '有坡道，能停车', status: '暂停' })).toMatchObject({
    place: { accessibility: ['ramp', 'parking'], status: 'paused' },
  })
  expect(read({ accessibility: '有坡道、有电视' })).toEqual({
    problems: ['方便不方便没有“有电视”，可以填：有坡道、有电梯、无障碍厕所、能停车'],
  })
  expect(read({ morePhones: '0546-8000001、找老王' })).toEqual({ problems: ['电话号码不对：找老王，再看看位数'] })
  expect(read({ phone: '0546-8001234 转 12' })).toMatchObject({ place: { phone: '0546-8001234转12' } })
  expect(read({ phone: '（0546）8001234', morePhones: '95598、96119' })).toMatchObject({
    place: { phone: '0546-8001234', morePhones: ['95598', '96119'] },
  })
})
