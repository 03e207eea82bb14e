import type { Types } from 'mongoose'
import type { Audience } from '@yike/shared/notices/schemas'
import { buildingIn } from '@yike/shared/territory/address'
import { authorize, type Actor } from '../http/policy'
import { havingConsent } from '../messages/consents'
import { isMobile } from '../messages/sms'
import { residentsOf, type Resident } from '../people/me'
import { haveApp } from '../people/resolve-code'
import { areasBelow, communityById, compoundsIn } from '../territory/areas'
import type { Notice } from './model'
import { noticePolicy } from './policy'
import { homeOf, phoneOf } from '../people/sealed-facts'

type Id = Types.ObjectId

/** The ways by which a notice leaves beside the inbox, as the office has set them up. */
export interface NoticeWays {
  /** The template by which WeChat reminds of it. */
  templateId: string | null
  bySms: boolean
}

/** The part of a community that a notice is for: these grids and buildings; all of it where both are empty. */
export type Scope = Pick<Notice, 'gridIds' | 'buildings'>

type Where = Pick<Resident, 'areas' | 'home'>
type Compounds = readonly { name: string }[]

export const isFor = ({ gridIds = [], buildings = [] }: Scope, { areas, home }: Where, compounds: Compounds) =>
  (gridIds.length === 0 && buildings.length === 0) ||
  gridIds.some((grid) => areas.some((area) => area.equals(grid))) ||
  buildings.includes(buildingIn(homeOf({ home })?.text ?? '', compounds) ?? '')

type Way = 'app' | 'sms' | 'family' | null
interface Reached {
  resident: Resident
  building: string | null
  way: Way
  isReminded: boolean
}

/** Everybody of a community, with the way by which each would receive a notice. */
async function waysTo(communityId: Id, { templateId, bySms }: NoticeWays, compounds: Compounds): Promise<Reached[]> {
  const residents = await residentsOf(communityId)
  const ids = residents.map(({ _id }) => _id)
  const [users, consents] = await Promise.all([
    haveApp(ids),
    templateId ? havingConsent(ids, templateId) : new Set<string>(),
  ])
  const reads = residents.filter(({ _id }) => users.has(String(_id)))
  const caredFor = new Set(reads.flatMap(({ family }) => family.map(({ personId }) => String(personId))))
  return residents.map((resident) => {
    const id = String(resident._id)
    const other = bySms && isMobile(phoneOf(resident)) ? 'sms' : caredFor.has(id) ? 'family' : null
    const way = users.has(id) ? 'app' : other
    return {
      resident,
      building: buildingIn(homeOf(resident)?.text ?? '', compounds),
      way,
      isReminded: way === 'app' && consents.has(id),
    }
  })
}

const isReached = ({ way }: Reached) => way === 'app' || way === 'sms'
const reachOf = (all: readonly Reached[]) => ({ people: all.length, reached: all.filter(isReached).length })

/**
 * The people whom a notice for this part of a community would be for, by grid and building, and how many of them would
 * receive it by which way.
 */
export async function previewAudience(
  actor: Actor,
  { communityId, ...scope }: { communityId: string } & Scope,
  ways: NoticeWays,
): Promise<Audience> {
  const community = await communityById(communityId)
  authorize(noticePolicy.read(actor, community))
  const [compounds, below] = await Promise.all([compoundsIn(community._id), areasBelow([community._id])])
  const all = await waysTo(community._id, ways, compounds)
  const meant = all.filter(({ resident }) => isFor(scope, resident, compounds))
  const by = (way: Way) => meant.filter((one) => one.way === way).length
  const named = (name: string) => all.filter(({ building }) => building === name)
  const grids = below.filter(({ level }) => level === 'grid')
  const livesIn = (grid: Id) => all.filter(({ resident }) => resident.areas.some((area) => area.equals(grid)))
  const names = [...new Set(all.flatMap(({ building }) => building ?? []))]
  return {
    ...reachOf(meant),
    byApp: by('app'),
    byWechat: meant.filter(({ isReminded }) => isReminded).length,
    bySms: by('sms'),
    byFamily: by('family'),
    grids: grids.map(({ _id, name }) => ({
      ...reachOf(livesIn(_id)),
      id: String(_id),
      name,
      chosen: (scope.gridIds ?? []).some((grid) => grid.equals(_id)),
    })),
    buildings: names
      .sort((a, b) => a.localeCompare(b, 'zh', { numeric: true }))
      .map((name) => ({ ...reachOf(named(name)), name, chosen: (scope.buildings ?? []).includes(name) })),
    withoutGrid: all.filter(({ resident }) => !grids.some(({ _id }) => resident.areas.some((area) => area.equals(_id))))
      .length,
    withoutBuilding: all.filter(({ building }) => building === null).length,
  }
}

/** Counts the residents who can receive a notice: a draft's now, another's as published. Reads each community once. */
export function audienceCounter(ways: NoticeWays) {
  const read = new Map<string, Promise<{ all: Reached[]; compounds: Compounds }>>()
  const readOf = async (communityId: Id) => {
    const compounds = await compoundsIn(communityId)
    return { all: await waysTo(communityId, ways, compounds), compounds }
  }
  return async (notice: Notice) => {
    if (notice.state !== 'draft') return notice.audience
    const key = String(notice.communityId)
    const known = read.get(key) ?? readOf(notice.communityId)
    read.set(key, known)
    const { all, compounds } = await known
    return all.filter((one) => isReached(one) && isFor(notice, one.resident, compounds)).length
  }
}
