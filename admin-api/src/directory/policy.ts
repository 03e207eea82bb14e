import { areasWith, may, within, type Actor, type InAreas } from '../http/policy'
import type { Place, Premises, Service } from './model'

const editsPlaces = (actor: Actor, { areas }: InAreas) => may(actor, 'place.edit', areas)
const editsServices = (actor: Actor, { areas }: InAreas) => may(actor, 'service.edit', areas)

export const directoryPolicy = {
  /** Places, services, premises and organisations: everybody who works in an area sees them. */
  visible: (actor: Actor) => within(actor, 'any'),
  /** Imports and corrections, which only people who change places see. */
  visibleToEditors: (actor: Actor) => within(actor, 'place.edit'),
  /** The areas in which the actor changes places: an import goes there. */
  editedAreas: (actor: Actor) => areasWith(actor, 'place.edit'),
  editPlace: editsPlaces,
  verifyPlace: (actor: Actor, { areas }: InAreas) => may(actor, 'place.verify', areas),
  editPremises: editsPlaces,
  editService: editsServices,
  /** Sees the coverage of a community's compounds. */
  seeCoverage: (actor: Actor, { areas }: InAreas) => may(actor, 'insight.read', areas),
}

export const placeCan = (actor: Actor, place: Place) => ({
  edit: directoryPolicy.editPlace(actor, place),
  verify: directoryPolicy.verifyPlace(actor, place),
})
export const serviceCan = (actor: Actor, service: Service) => ({ edit: directoryPolicy.editService(actor, service) })
export const premisesCan = (actor: Actor, premises: Premises) => ({
  edit: directoryPolicy.editPremises(actor, premises),
})
