import type { Types } from 'mongoose'
import { mayNameBuilding } from '@yike/shared/cases/recurring'
import { buildingOfCompound } from '@yike/shared/territory/address'
import { knownCompounds } from '../territory/known-areas'
import { CaseWordsModel, type CaseRecord, type CaseWords } from './model'
import { placeOf } from './sealed-words'

/** The most cases whose addresses are opened for one question: the newest of them. */
export const MOST_OPENED = 2000

type Addressed = Pick<CaseRecord, '_id' | 'communityId'>

/** The building of a compound that the address of each case names, by the id of the case; one command for all of them. */
export async function buildingsOf(cases: readonly Addressed[]): Promise<Map<string, string>> {
  if (cases.length === 0) return new Map()
  const communities = new Map<string, Types.ObjectId>(cases.map((c) => [String(c.communityId), c.communityId]))
  const [words, compounds] = await Promise.all([
    CaseWordsModel.find({ _id: { $in: cases.map(({ _id }) => _id) }, address: { $ne: null } }, { address: 1 }).lean<
      Pick<CaseWords, '_id' | 'address'>[]
    >(),
    Promise.all([...communities].map(async ([key, id]) => [key, await knownCompounds(id)] as const)),
  ])
  const [addresses, known] = [new Map(words.map((one) => [String(one._id), one])), new Map(compounds)]
  return new Map(
    cases.flatMap(({ _id, communityId }) => {
      const sealed = addresses.get(String(_id))
      const address = sealed && placeOf({ address: sealed.address, position: null }).address
      const building = address && buildingOfCompound(address, known.get(String(communityId)) ?? [])
      return building ? [[String(_id), building] as const] : []
    }),
  )
}

/** Whether the reporters of these cases let their building be named. */
export const mayName = (cases: readonly Pick<CaseRecord, 'reporterId'>[]) =>
  mayNameBuilding(cases.map(({ reporterId }) => reporterId && String(reporterId)))
