import { afterAll, beforeAll, expect, it } from 'vitest'
import { cellOf } from '@yike/shared/geo/cells'
import { CaseWordsModel } from '../cases/model'
import { cellIndex, cellIndexesAround } from '../cases/sealed-words'
import { newId } from '../testing/build'
import { closeDatabase, openDatabase } from '../testing/server'
import { keyedSquares } from './0017-keyed-squares'

beforeAll(openDatabase)
afterAll(closeDatabase)

const LAMP = { lng: 118.4935, lat: 37.4605 }

it('a square that stood as words becomes its blind index, by which the report is found nearby', async () => {
  const facts = { areas: [newId()], title: '路灯不亮', digest: 'of the input', at: new Date() }
  const before = await CaseWordsModel.create({ _id: newId(), ...facts, cell: cellOf(LAMP) })
  const without = await CaseWordsModel.create({ _id: newId(), ...facts })
  await keyedSquares.run()
  await keyedSquares.run()
  const found = await CaseWordsModel.find({ cell: { $in: cellIndexesAround(LAMP) } }).lean()
  expect(found.map(({ _id, cell }) => [_id, cell])).toEqual([[before._id, cellIndex(LAMP)]])
  expect((await CaseWordsModel.findById(without._id).lean())!.cell).toBeNull()
})
