import type { Types } from 'mongoose'
import type { LngLat } from '@yike/shared/geo/walking'
import { isCalled, type ImportedResident } from '@yike/shared/people/resident-import'
import type { Actor } from '../http/policy'
import {
  areasAt,
  areasBelow,
  areasByIds,
  communitiesIn,
  compoundsIn,
  homePosition,
  type Area,
  type CompoundArea,
} from '../territory/areas'
import { personPolicy } from './policy'

type Ground = Pick<Area, '_id' | 'name' | 'areas'>
/** The areas of a row: its community and, where it is known, its grid. */
export interface Standing {
  community: Ground
  grid: Ground | null
  doubts: string[]
}

/** The communities in which a member of staff registers people: theirs, or the one around their grid. */
export async function communitiesOf(actor: Actor): Promise<Area[]> {
  const mine = personPolicy.registeredAreas(actor)
  const [below, own] = await Promise.all([communitiesIn(mine), areasByIds(mine)])
  const above = own.filter(({ level }) => level === 'grid').flatMap(({ areas }) => areas)
  const around = (await areasByIds(above)).filter(({ level }) => level === 'community')
  const all = new Map([...below, ...around].map((community) => [String(community._id), community]))
  return [...all.values()].filter(({ position }) => position !== null)
}

/**
 * Finds community and grid of each row. A grid that the row names comes first, then the one in which the compound of
 * its address lies.
 */
export class Grounds {
  private constructor(
    private readonly mine: (areas: readonly Types.ObjectId[]) => boolean,
    private readonly communities: readonly Area[],
    private readonly grids: readonly Ground[],
    private readonly compounds: ReadonlyMap<string, readonly CompoundArea[]>,
    private readonly chosenId: Types.ObjectId | null,
  ) {}
  /** The grid at a position; many homes share one. */
  private readonly gridAt = new Map<string, Promise<Area[]>>()

  static async of(actor: Actor, chosenId: Types.ObjectId | null) {
    return Grounds.over(await communitiesOf(actor), (areas) => personPolicy.register(actor, { areas }), chosenId)
  }

  /** The ground of rows that belong to one of these communities, in areas that are `mine`. */
  static async over(
    communities: readonly Area[],
    mine: (areas: readonly Types.ObjectId[]) => boolean,
    chosenId: Types.ObjectId | null,
  ) {
    const [below, compounds] = await Promise.all([
      areasBelow(communities.map(({ _id }) => _id)),
      Promise.all(communities.map(async ({ _id }) => [String(_id), await compoundsIn(_id)] as const)),
    ])
    const grids = below.filter(({ level }) => level === 'grid')
    return new Grounds(mine, communities, grids, new Map(compounds), chosenId)
  }

  get ids() {
    return this.communities.map(({ _id }) => _id)
  }

  /** The community among these areas, if it is one of these. */
  among(areas: readonly Types.ObjectId[]): Area | undefined {
    return this.communities.find(({ _id }) => areas.some((area) => area.equals(_id)))
  }

  /** The areas of a row, or a sentence about what is missing. */
  async standingOf({
    community: said,
    grid: saidGrid,
    home,
  }: Pick<ImportedResident, 'community' | 'grid' | 'home'>): Promise<Standing | string> {
    const community = this.communityOf(said)
    if (typeof community === 'string') return community
    const grids = this.grids.filter(({ areas }) => areas.some((id) => id.equals(community._id)))
    const named = saidGrid ? grids.find(({ name }) => isCalled(name, saidGrid)) : undefined
    const doubts = saidGrid && !named ? [`${community.name}没有叫“${saidGrid}”的网格，先记在社区`] : []
    const found = named ?? (saidGrid ? undefined : await this.gridOfHome(home, community, grids))
    const { mine } = this
    if (found && mine(found.areas)) return { community, grid: found, doubts }
    if (named) return `${named.name}不归您登记`
    if (mine(community.areas)) return { community, grid: null, doubts }
    const own = grids.filter(({ areas }) => mine(areas))
    return own.length === 1 ? { community, grid: own[0]!, doubts } : `没写是哪个网格，您登记的是${namesOf(own)}`
  }

  private communityOf(said: string | null): Area | string {
    const { communities } = this
    if (said) return communities.find(({ name }) => isCalled(name, said)) ?? `您管的社区里没有“${said}”`
    const chosen = communities.find(({ _id }) => this.chosenId?.equals(_id))
    if (chosen) return chosen
    if (communities.length === 1) return communities[0]!
    return communities.length === 0 ? '您还没有能登记的社区' : '不知道是哪个社区：在表里写上，或者在右边选一个'
  }

  private async gridOfHome(home: string | null, community: Area, grids: readonly Ground[]) {
    const compounds = this.compounds.get(String(community._id)) ?? []
    const at = homePosition(home ? { text: home, position: null } : null, compounds)
    if (!at) return undefined
    const there = await this.gridsAt(at)
    return grids.find(({ _id }) => there.some((one) => one._id.equals(_id)))
  }

  private gridsAt(at: LngLat) {
    const key = `${at.lng},${at.lat}`
    const known = this.gridAt.get(key) ?? areasAt(at, 'grid')
    this.gridAt.set(key, known)
    return known
  }
}

const namesOf = (grids: readonly Ground[]) => grids.map(({ name }) => name).join('、')
