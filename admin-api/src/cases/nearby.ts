import type { Types } from 'mongoose'
import { AppError } from '@yike/shared/errors'
import { CASE_KINDS } from '@yike/shared/cases/kinds'
import * as rules from '@yike/shared/cases/nearby'
import type { NearbyCase } from '@yike/shared/cases/nearby-schemas'
import { metresBetween, type LngLat } from '@yike/shared/geo/walking'
import { dayOf } from '@yike/shared/time/china'
import { knownPlacesNear } from '../directory/known-places'
import type { Actor } from '../http/policy'
import { peopleByIds, personById } from '../people/me'
import { homeOf } from '../people/sealed-facts'
import { compoundsIn } from '../territory/areas'
import { switchedOff } from '../territory/features'
import { isShared, notWithdrawn } from './followers'
import { CaseFollowModel, CaseModel, CaseWordsModel, type CaseRecord } from './model'
import { categoryTree } from './known-categories'
import { casePolicy } from './policy'
import { placeOf } from './sealed-words'

const DAY_MS = 86_400_000
const FIELDS = {
  ...{ kind: 1, state: 1, order: 1, categoryId: 1, communityId: 1, reporterId: 1, filedAt: 1, answeredAt: 1 },
  offPublic: 1,
  'events.kind': 1,
} as const
type Row = Pick<
  CaseRecord,
  '_id' | 'kind' | 'state' | 'order' | 'categoryId' | 'reporterId' | 'filedAt' | 'answeredAt' | 'events' | 'offPublic'
>

async function refuseWhereNotPublic(areas: readonly Types.ObjectId[]) {
  if ((await switchedOff()).isOff('case_map', areas))
    throw new AppError('FEATURE_OFF', '社区还没有公开附近反映过的事，想知道进展，打电话问问社区。')
}

/** See `listNearbyCases`. */
export async function nearbyCases(actor: Actor, now: Date): Promise<NearbyCase[]> {
  const { communityId, areas } = await personById(actor.personId)
  await refuseWhereNotPublic(areas)
  const rows = await shownRows(actor, communityId, now)
  const [spots, follows] = await Promise.all([
    spotsOf(rows, communityId),
    CaseFollowModel.find({ personId: actor.personId, caseId: { $in: rows.map(({ row }) => row._id) } }).lean(),
  ])
  const followed = new Set(follows.map(({ caseId }) => String(caseId)))
  return rows.map(({ row, category, state }, at) => ({
    id: String(row._id),
    what: category.shown,
    icon: category.icon,
    ...spots[at]!,
    state: { code: state, label: rules.NEARBY_STATES[state] },
    day: dayOf(state === 'done' ? row.answeredAt! : row.filedAt),
    mine: row.reporterId?.equals(actor.personId) ?? false,
    followed: followed.has(String(row._id)),
  }))
}

/** The cases that neighbours may see: by kind, category, state, and the wish of the reporter. */
async function shownRows(actor: Actor, communityId: Types.ObjectId, now: Date) {
  const here = { ...casePolicy.neighbours({ areas: [communityId] }), areas: communityId }
  const since = new Date(now.getTime() - rules.NEARBY_DAYS * DAY_MS)
  const newest = (filter: object, order: 'filedAt' | 'answeredAt') =>
    CaseModel.find({ ...here, ...filter }, FIELDS)
      .sort({ [order]: -1 })
      .limit(rules.NEARBY_MOST)
      .lean<Row[]>()
  const [open, ended, tree] = await Promise.all([
    newest({ state: { $in: ['accepted', 'in_progress', 'waiting'] } }, 'filedAt'),
    newest({ state: { $in: ['resolved', 'closed'] }, answeredAt: { $gt: since } }, 'answeredAt'),
    categoryTree(),
  ])
  return (await notWithdrawn([...open, ...ended])).flatMap((row) => {
    const category = tree.get(row.categoryId && String(row.categoryId))
    const state = rules.nearbyState(
      row.state,
      row.events.map(({ kind }) => kind),
    )
    return CASE_KINDS[row.kind].isShared && isShared(row, category) && state
      ? [{ row, category: category!, state }]
      : []
  })
}

type Spot = Pick<NearbyCase, 'where' | 'position'>
const NO_SPOT: Spot = { where: null, position: null }
const nearest = (at: LngLat, others: readonly LngLat[]) =>
  others.reduce((least, one) => Math.min(least, metresBetween(at, one)), Infinity)

/** The public place near a case, in words, as the map says it; null where the map shows none. */
export const publicPlaceOf = async (c: CaseRecord) => (await spotsOf([{ row: c }], c.communityId))[0]!.where

/** The published place of each case, by the rules of `nearby.ts`. */
async function spotsOf(
  rows: readonly { row: Pick<Row, '_id' | 'reporterId'> }[],
  communityId: Types.ObjectId,
): Promise<Spot[]> {
  const [words, reporters, compounds] = await Promise.all([
    CaseWordsModel.find({ _id: { $in: rows.map(({ row }) => row._id) } }, { position: 1, address: 1 }).lean(),
    peopleByIds(rows.flatMap(({ row }) => row.reporterId ?? [])),
    compoundsIn(communityId),
  ])
  const wordsOf = new Map(words.map((one) => [String(one._id), one]))
  const homes = new Map(reporters.map((one) => [String(one._id), homeOf(one)?.position]))
  const middles = compounds.map(({ position }) => position)
  const placeNear = new Map<string, ReturnType<typeof publicPlaceNear>>()
  return Promise.all(
    rows.map(async ({ row }) => {
      const own = wordsOf.get(String(row._id))
      const position = own ? placeOf(own).position : null
      if (!position) return NO_SPOT
      const square = rules.squareOf(position)
      const key = `${square.lng},${square.lat}`
      if (!placeNear.has(key)) placeNear.set(key, publicPlaceNear(square))
      const place = await placeNear.get(key)!
      const home = homes.get(String(row.reporterId))
      const isShown = rules.isSquareShown({
        toPublicPlace: place?.metres ?? Infinity,
        toCompound: nearest(square, middles),
        toReportersHome: home ? metresBetween(position, home) : Infinity,
      })
      return isShown && place ? { where: `${place.place.name}附近`, position: square } : NO_SPOT
    }),
  )
}

const publicPlaceNear = async (square: LngLat) => (await knownPlacesNear(square, rules.PUBLIC_METRES))[0] ?? null
