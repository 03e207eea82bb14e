import type { Types } from 'mongoose'
import { mayNameBuilding } from '@yike/shared/cases/recurring'
import { groupBy } from '@yike/shared/group-by'
import { buildingOfCompound } from '@yike/shared/territory/address'
import { knownCompounds } from '../territory/known-areas'
import { CaseWordsModel, type CaseRecord, type CaseWords } from './model'
import { placeOf } from './sealed-words'

/** The most cases whose buildings are compared for one question: the newest of them. */
export const MOST_COMPARED = 2000

type Addressed = Pick<CaseRecord, '_id' | 'communityId'>
type Indexed = Pick<CaseWords, '_id' | 'building'>

/**
 * The building of a compound that the address of each case names, by the id of the case. Cases whose addresses say one
 * building alike are told by its index, and the address of one of them is opened: two commands, and as many addresses as
 * there are buildings and spellings of them.
 */
export async function buildingsOf(cases: readonly Addressed[]): Promise<Map<string, string>> {
  if (cases.length === 0) return new Map()
  const indexed = await CaseWordsModel.find(
    { _id: { $in: cases.map(({ _id }) => _id) }, building: { $ne: null } },
    { building: 1 },
  ).lean<Indexed[]>()
  const indexes = new Map(indexed.map(({ _id, building }) => [String(_id), building]))
  const alike = groupBy(
    cases.filter(({ _id }) => indexes.has(String(_id))),
    ({ _id, communityId }) => `${String(communityId)} ${indexes.get(String(_id))}`,
  )
  const opened = await addressesOf([...alike.values()].map(([first]) => first!._id))
  const communities = new Map([...alike.values()].map(([first]) => [String(first!.communityId), first!.communityId]))
  const compounds = await Promise.all(
    [...communities].map(async ([key, id]) => [key, await knownCompounds(id)] as const),
  )
  const known = new Map(compounds)
  return new Map(
    [...alike.values()].flatMap((some) => {
      const { _id, communityId } = some[0]!
      const address = opened.get(String(_id))
      const building = address && buildingOfCompound(address, known.get(String(communityId)) ?? [])
      return building ? some.map((c) => [String(c._id), building] as const) : []
    }),
  )
}

/** The addresses of a few cases, opened, by their ids. */
async function addressesOf(ids: readonly Types.ObjectId[]) {
  const words = await CaseWordsModel.find({ _id: { $in: ids } }, { 'address.key': 1, 'address.bytes': 1 }).lean<
    Pick<CaseWords, '_id' | 'address'>[]
  >()
  return new Map(words.map(({ _id, address }) => [String(_id), placeOf({ address, position: null }).address]))
}

/** Whether the reporters of these cases let their building be named. */
export const mayName = (cases: readonly Pick<CaseRecord, 'reporterId'>[]) =>
  mayNameBuilding(cases.map(({ reporterId }) => reporterId && String(reporterId)))
