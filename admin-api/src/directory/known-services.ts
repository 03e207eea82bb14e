import type { Types } from 'mongoose'
import { SERVICE_KINDS, type ServiceKind } from '@yike/shared/directory/categories'
import { CachedCollection } from '../cache/cached-collection'
import { switchedOff } from '../territory/features'
import { ServiceModel, type Service } from './model'

/** Services from memory, for pages that many people read: of a community, of a place, of a kind, all. */
const ALL = 'all'
/** Those that need a real name: few, and asked at every booking of somebody whose name nobody has confirmed. */
const REAL_NAME = 'real-name'
const FIELDS = { changes: 0, idem: 0 } as const

/** The order of a list of services. */
export const byName = (a: Service, b: Service) =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : String(a._id) < String(b._id) ? -1 : 1

const cached = new CachedCollection<Service>({
  model: ServiceModel,
  fields: FIELDS,
  most: 20_000,
  load: (scopes) =>
    ServiceModel.find(
      {
        removed: false,
        $or: scopes.map((scope) => {
          const [by, value] = scope.split(' ')
          if (scope === ALL) return {}
          if (scope === REAL_NAME) return { needsRealName: true }
          return by === 'area' ? { areas: value } : by === 'place' ? { placeId: value } : { kind: value as ServiceKind }
        }),
      },
      FIELDS,
    ).lean<Service[]>(),
  scopesOf: ({ removed, areas, placeId, kind, needsRealName }) =>
    removed
      ? []
      : [
          ...[ALL, `kind ${kind}`, `place ${String(placeId)}`, ...areas.map((area) => `area ${String(area)}`)],
          ...(needsRealName ? [REAL_NAME] : []),
        ],
  compare: byName,
})

const isInUse =
  (features: Awaited<ReturnType<typeof switchedOff>>) =>
  ({ kind, areas }: Service) =>
    !features.isOff(SERVICE_KINDS[kind].feature, areas)

/** The services of a scope whose feature is in use where they are. */
async function inScope(scope: string): Promise<readonly Service[]> {
  const [[services], features] = await Promise.all([cached.read([scope]), switchedOff()])
  return services!.filter(isInUse(features))
}

/** The services of a community that are offered, by name. */
export const knownServicesOfCommunity = async (communityId: Types.ObjectId) =>
  (await inScope(`area ${String(communityId)}`)).filter(({ status }) => status === 'active')

/** The services at a place that are offered or paused, by name. */
export const knownServicesAt = async (placeId: Types.ObjectId) =>
  (await inScope(`place ${String(placeId)}`)).filter(({ status }) => status !== 'closed')

/** Whether a service is only for people whose real name is confirmed. */
export async function isForKnownOnly(serviceId: Types.ObjectId): Promise<boolean> {
  const [services] = await cached.read([REAL_NAME])
  return services!.some(({ _id }) => _id.equals(serviceId))
}

/** The services of all places by place, worked out once for the records as they are. */
const servicesByPlace = new WeakMap<readonly Service[], Map<string, Service[]>>()

function byPlace(services: readonly Service[]) {
  const known = servicesByPlace.get(services)
  if (known) return known
  const made = new Map<string, Service[]>()
  for (const service of services) {
    const id = String(service.placeId)
    const there = made.get(id)
    if (there) there.push(service)
    else made.set(id, [service])
  }
  servicesByPlace.set(services, made)
  return made
}

/** The services that are offered at some places, of a kind or all: those of each place by name. */
export async function knownServicesAtPlaces(placeIds: readonly Types.ObjectId[], kind: ServiceKind | undefined) {
  const [[services], features] = await Promise.all([cached.read([kind ? `kind ${kind}` : ALL]), switchedOff()])
  const there = byPlace(services!)
  const isOffered = (service: Service) => service.status === 'active' && isInUse(features)(service)
  return placeIds.map((id) => (there.get(String(id)) ?? []).filter(isOffered))
}

/** The services that are offered, by name: at a place, of a kind, or all. */
export async function knownServices({ placeId, kind }: { placeId?: string; kind?: ServiceKind }) {
  const services = await inScope(placeId ? `place ${placeId}` : kind ? `kind ${kind}` : ALL)
  return services.filter((service) => service.status === 'active' && (!kind || service.kind === kind))
}
