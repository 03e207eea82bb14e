// Over 300 lines: every endpoint of the directory in one list, in the order they are tried.
import type { Types } from 'mongoose'
import * as endpoints from '@yike/shared/directory/endpoints'
import { IMPORT_FIELDS } from '@yike/shared/directory/import'
import * as p from '@yike/shared/directory/premises-schemas'
import * as s from '@yike/shared/directory/schemas'
import * as u from '@yike/shared/directory/upkeep-schemas'
import type { LngLat, Pace } from '@yike/shared/geo/walking'
import { Done, z } from '@yike/shared/zod'
import { TABLE_UPLOAD } from '../files/table-upload'
import { blankTableFile } from '../files/tables'
import { Routes, handle, receive, stream } from '../http/handle'
import type { Actor } from '../http/policy'
import { readUpload } from '../http/upload'
import { peopleByIds } from '../people/me'
import { areasByIds, communityById } from '../territory/areas'
import { findPlaces, findServices, lifeCircle, placeById, placesByIds, serviceWithPlace } from './find'
import { knownServicesAt } from './known-services'
import * as changes from './change-presenter'
import * as corrections from './corrections'
import { communityCoverage } from './coverage'
import { exportPlaces } from './export'
import * as imports from './import'
import { presentImport, presentImportCard, presentImportPreview } from './import-presenter'
import type { Change, Correction, Place, Premises, Service } from './model'
import { listOrganizations } from './organizations'
import { originsOf } from './origins'
import * as places from './places'
import * as premises from './premises'
import * as presenter from './presenter'
import * as services from './services'

/** The next sitting of each service, in words; booking, a floor above, answers it. */
export type NextSittings = (serviceIds: Types.ObjectId[], now: Date) => Promise<Map<string, string>>

const done = { done: true } as const
const fromOf = (near: LngLat | undefined, pace: Pace): presenter.From => (near ? { near, pace } : null)
const phoneOf = async (service: Service, place: Place) =>
  service.phone ?? place.phone ?? (await communityById(place.communityId)).phone

export function directoryRoutes(nextSittings: NextSittings) {
  const routes = new Routes()

  handle(routes, endpoints.findPlaces, { input: s.FindPlaces, output: s.PlacePage }, async (input, { now }) => {
    const { items, nextCursor } = await findPlaces(input, now)
    return {
      items: items.map((place) => presenter.presentPlaceCard(place, fromOf(input.near, input.pace), now)),
      nextCursor,
    }
  })
  handle(
    routes,
    endpoints.getPlace,
    { input: s.GetPlace, output: s.PlaceView },
    async ({ id, near, pace }, { now }) => {
      const place = await placeById(id)
      const offered = await knownServicesAt(place._id)
      const next = await nextSittings(
        offered.map(({ _id }) => _id),
        now,
      )
      const from = fromOf(near, pace)
      const cards = offered.map((service) =>
        presenter.presentServiceCard(service, { place, next: next.get(String(service._id)) }, from, now),
      )
      return presenter.presentPlace(place, cards, from, now)
    },
  )
  handle(routes, endpoints.findServices, { input: s.FindServices, output: s.ServicePage }, async (input, { now }) => {
    const from = fromOf(input.near, input.pace)
    const { items, page } = await findServices(input)
    const nextOf = (some: readonly (typeof items)[number][]) =>
      nextSittings(
        some.map(({ service }) => service._id),
        now,
      )
    // Without a starting point, bookable services come before the others.
    const next = from ? null : await nextOf(items)
    const isBookable = ({ service }: (typeof items)[number]) => Number(next?.has(String(service._id)))
    const { items: shown, nextCursor } = page(next ? [...items].sort((a, b) => isBookable(b) - isBookable(a)) : items)
    const nextOfShown = next ?? (await nextOf(shown))
    return {
      items: shown.map(({ service, place }) =>
        presenter.presentServiceCard(service, { place, next: nextOfShown.get(String(service._id)) }, from, now),
      ),
      nextCursor,
    }
  })
  handle(
    routes,
    endpoints.getService,
    { input: s.GetService, output: s.ServiceView },
    async ({ id, near, pace }, { now }) => {
      const { service, place } = await serviceWithPlace(id)
      const next = await nextSittings([service._id], now)
      return presenter.presentService(
        service,
        { place, phone: await phoneOf(service, place), next: next.get(id) },
        fromOf(near, pace),
        now,
      )
    },
  )
  handle(
    routes,
    endpoints.getLifeCircle,
    { input: s.GetLifeCircle, output: s.LifeCircle },
    async ({ near, pace }, { now }) => presenter.presentLifeCircle(await lifeCircle(near, pace, now)),
  )

  handle(
    routes,
    endpoints.listOrigins,
    { input: s.ListOrigins, output: s.OriginList },
    async ({ near }, { visitor, now }) => ({ items: await originsOf(visitor, near, now) }),
  )

  handle(
    routes,
    endpoints.suggestCorrection,
    { input: u.SuggestCorrection, output: Done },
    async (input, { actor, key, now }) => {
      await corrections.suggestCorrection(actor, key, input, now)
      return done
    },
  )
  const showCorrections = async (items: Correction[]) => {
    const of = await placesByIds(items.map(({ placeId }) => placeId))
    return items.map((item) =>
      presenter.presentCorrection(
        item,
        of.find(({ _id }) => _id.equals(item.placeId)),
      ),
    )
  }
  handle(
    routes,
    endpoints.listCorrections,
    { input: u.ListCorrections, output: u.CorrectionPage },
    async (input, { actor }) => {
      const { items, nextCursor } = await corrections.listCorrections(actor, input)
      return {
        items: await showCorrections(items),
        nextCursor,
        openCount: await corrections.countCorrections(actor),
      }
    },
  )
  handle(
    routes,
    endpoints.decideCorrection,
    { input: u.DecideCorrection, output: u.Correction },
    async (input, { actor, now }) =>
      (await showCorrections([await corrections.decideCorrection(actor, input, now)]))[0]!,
  )

  handle(
    routes,
    endpoints.getCoverage,
    { input: s.GetCoverage, output: s.Coverage },
    async ({ communityId, pace }, { actor }) =>
      presenter.presentCoverage(await communityCoverage(actor, communityId, pace)),
  )

  const showPlace = async (place: Place, actor: Actor, now: Date) =>
    presenter.presentStaffPlace(
      place,
      { serviceCount: (await places.serviceCounts([place._id]))(place._id), from: null },
      actor,
      now,
    )
  handle(
    routes,
    endpoints.listStaffPlaces,
    { input: s.ListStaffPlaces, output: s.StaffPlacePage },
    async (input, { actor, now }) => {
      const { items, nextCursor } = await places.listStaffPlaces(actor, input, now)
      const count = await places.serviceCounts(items.map(({ _id }) => _id))
      return {
        items: items.map((place) =>
          presenter.presentStaffPlace(
            place,
            { serviceCount: count(place._id), from: fromOf(input.near, 'adult') },
            actor,
            now,
          ),
        ),
        nextCursor,
        staleCount: await places.countStalePlaces(actor, input.areaId, now),
      }
    },
  )
  // Comes before `/staff/places/:id`, which would take the word for an id.
  stream(routes, endpoints.exportPlaces, { input: u.ExportPlaces }, ({ format }, { actor, now }) =>
    exportPlaces(actor, format, now),
  )
  const namesIn = async ({ changes = [] }: { changes?: Change[] }) => {
    const people = await peopleByIds(changes.map(({ byId }) => byId))
    return (id: Types.ObjectId) => people.find(({ _id }) => _id.equals(id))?.name ?? '已离开的人'
  }
  handle(routes, endpoints.listPlaceChanges, { input: s.ById, output: s.EntryChanges }, async ({ id }, { actor }) => {
    const place = await places.staffPlace(actor, id)
    return changes.presentPlaceChanges(place, await namesIn(place))
  })
  handle(routes, endpoints.listServiceChanges, { input: s.ById, output: s.EntryChanges }, async ({ id }, { actor }) => {
    const service = await services.staffService(actor, id)
    return changes.presentServiceChanges(service, await namesIn(service))
  })
  handle(
    routes,
    endpoints.listPremisesChanges,
    { input: s.ById, output: s.EntryChanges },
    async ({ id }, { actor }) => {
      const rooms = await premises.staffPremises(actor, id)
      return changes.presentPremisesChanges(rooms, await namesIn(rooms))
    },
  )
  handle(
    routes,
    endpoints.listOrganizations,
    { input: s.ListOrganizations, output: s.OrganizationList },
    async ({ q }, { actor }) => ({
      items: (await listOrganizations(actor, q)).map(({ _id, name }) => ({ id: String(_id), name })),
    }),
  )

  const showPremises = async (rooms: Premises[], actor: Actor) => {
    const communities = await areasByIds(rooms.map(({ communityId }) => communityId))
    return rooms.map((one) =>
      presenter.presentPremises(one, communities.find(({ _id }) => _id.equals(one.communityId))?.name ?? '', actor),
    )
  }
  handle(
    routes,
    endpoints.listPremises,
    { input: p.ListPremises, output: p.PremisesPage },
    async (input, { actor }) => {
      const { items, nextCursor } = await premises.listPremises(actor, input)
      return { items: await showPremises(items, actor), nextCursor, totals: await premises.premisesTotals(actor) }
    },
  )
  handle(
    routes,
    endpoints.createPremises,
    { input: p.PremisesInput, output: p.Premises },
    async (input, { actor, key, now }) =>
      (await showPremises([await premises.createPremises(actor, key, input, now)], actor))[0]!,
  )
  handle(
    routes,
    endpoints.changePremises,
    { input: p.ChangePremises, output: p.Premises },
    async (input, { actor, now }) =>
      (await showPremises([await premises.changePremises(actor, input, now)], actor))[0]!,
  )
  handle(routes, endpoints.removePremises, { input: p.PremisesById, output: Done }, async ({ id }, { actor }) => {
    await premises.removePremises(actor, id)
    return done
  })
  handle(routes, endpoints.getStaffPlace, { input: s.ById, output: s.StaffPlace }, async ({ id }, { actor, now }) =>
    showPlace(await places.staffPlace(actor, id), actor, now),
  )
  handle(
    routes,
    endpoints.createPlace,
    { input: s.PlaceInput, output: s.StaffPlace },
    async (input, { actor, key, now }) => showPlace(await places.createPlace(actor, key, input, now), actor, now),
  )
  handle(routes, endpoints.changePlace, { input: s.ChangePlace, output: s.StaffPlace }, async (input, { actor, now }) =>
    showPlace(await places.changePlace(actor, input, now), actor, now),
  )
  handle(
    routes,
    endpoints.verifyPlace,
    { input: s.VerifyPlace, output: s.StaffPlace },
    async ({ id, revision }, { actor, now }) =>
      showPlace(await places.verifyPlace(actor, id, revision, now), actor, now),
  )
  handle(routes, endpoints.removePlace, { input: s.ById, output: Done }, async ({ id }, { actor }) => {
    await places.removePlace(actor, id)
    return done
  })

  receive(routes, endpoints.uploadImport, { input: z.strictObject({}), output: u.PlaceImport }, async (call) =>
    presentImport(await imports.uploadImport(call.actor, await readUpload(call.body, TABLE_UPLOAD), call.now)),
  )
  handle(
    routes,
    endpoints.listImports,
    { input: u.ListImports, output: u.PlaceImportPage },
    async (input, { actor }) => {
      const { items, nextCursor } = await imports.listImports(actor, input)
      return { items: items.map(presentImportCard), nextCursor }
    },
  )
  stream(routes, endpoints.blankPlaceTable, { input: z.strictObject({}) }, () =>
    blankTableFile('地点空白表', Object.values(IMPORT_FIELDS)),
  )
  handle(routes, endpoints.getImport, { input: s.ById, output: u.PlaceImport }, async ({ id }, { actor }) =>
    presentImport(await imports.placeImport(actor, id)),
  )
  handle(
    routes,
    endpoints.previewImport,
    { input: u.PreviewImport, output: u.ImportPreview },
    async ({ id, ...settings }, { actor }) => {
      const record = await imports.placeImport(actor, id)
      return presentImportPreview(await imports.planImport(actor, record, settings), record, settings.mapping)
    },
  )
  handle(routes, endpoints.confirmImport, { input: u.ConfirmImport, output: u.PlaceImport }, async (input, { actor }) =>
    presentImport(await imports.confirmImport(actor, input)),
  )
  handle(routes, endpoints.undoImport, { input: s.ById, output: u.PlaceImport }, async ({ id }, { actor }) =>
    presentImport(await imports.undoImport(actor, id)),
  )

  const showService = async (service: Service, actor: Actor, now: Date) => {
    const place = await placeById(String(service.placeId))
    const next = await nextSittings([service._id], now)
    const phone = await phoneOf(service, place)
    return presenter.presentStaffService(service, { place, phone, next: next.get(String(service._id)) }, actor, now)
  }
  handle(
    routes,
    endpoints.listStaffServices,
    { input: s.ListStaffServices, output: s.StaffServicePage },
    async (input, { actor, now }) => {
      const { items, nextCursor } = await services.listStaffServices(actor, input)
      const around = await placesByIds(items.map(({ placeId }) => placeId))
      const next = await nextSittings(
        items.map(({ _id }) => _id),
        now,
      )
      return {
        items: await Promise.all(
          items.map(async (service) => {
            const place = around.find(({ _id }) => _id.equals(service.placeId))!
            return presenter.presentStaffService(
              service,
              { place, phone: await phoneOf(service, place), next: next.get(String(service._id)) },
              actor,
              now,
            )
          }),
        ),
        nextCursor,
      }
    },
  )
  handle(routes, endpoints.getStaffService, { input: s.ById, output: s.StaffService }, async ({ id }, { actor, now }) =>
    showService(await services.staffService(actor, id), actor, now),
  )
  handle(
    routes,
    endpoints.createService,
    { input: s.ServiceInput, output: s.StaffService },
    async (input, { actor, key, now }) => showService(await services.createService(actor, key, input, now), actor, now),
  )
  handle(
    routes,
    endpoints.changeService,
    { input: s.ChangeService, output: s.StaffService },
    async (input, { actor, now }) => showService(await services.changeService(actor, input, now), actor, now),
  )
  handle(routes, endpoints.removeService, { input: s.ById, output: Done }, async ({ id }, { actor, now }) => {
    await services.removeService(actor, id, now)
    return done
  })
  return routes
}
