import { areasWith, may, mayAt, within, type Actor, type InAreas } from '../http/policy'
import type { Place, Premises, Service } from './model'

/** A place itself: a provider edits only their own. */
type AtPlace = Pick<Place, '_id' | 'areas'>

const editsPremises = (actor: Actor, { areas }: InAreas) => may(actor, 'place.edit', areas)

export const directoryPolicy = {
  /** Places, services, premises and organisations: everybody who works in an area sees them. */
  visible: (actor: Actor) => within(actor, 'any'),
  /** Imports and corrections, which only people who change places see. */
  visibleToEditors: (actor: Actor) => within(actor, 'place.edit'),
  /** The areas in which the actor changes places: an import goes there. */
  editedAreas: (actor: Actor) => areasWith(actor, 'place.edit'),
  /** Adds a place to an area. */
  addPlace: (actor: Actor, { areas }: InAreas) => may(actor, 'place.edit', areas),
  editPlace: (actor: Actor, { _id, areas }: AtPlace) => mayAt(actor, 'place.edit', { areas, placeId: _id }),
  verifyPlace: (actor: Actor, { _id, areas }: AtPlace) => mayAt(actor, 'place.verify', { areas, placeId: _id }),
  editPremises: editsPremises,
  /** Adds a service at a place. */
  addService: (actor: Actor, { _id, areas }: AtPlace) => mayAt(actor, 'service.edit', { areas, placeId: _id }),
  editService: (actor: Actor, service: Pick<Service, 'areas' | 'placeId'>) => mayAt(actor, 'service.edit', service),
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
