import { Types } from 'mongoose'
import {
  PLACE_FIELDS,
  PLACE_FIELD_NAMES,
  placeField,
  type PlaceFacts,
  type PlaceFieldName,
  type ValueOf,
} from '@yike/shared/directory/place-fields'
import type { Place } from './model'
import { organizationNamed } from './organizations'
import { tokensOf } from './tokens'

/** Maps the record of a place to the fields of the contract and back. */

type Key = keyof Place & string
type KeptAsItIs<Name extends PlaceFieldName> = Name extends Key
  ? NonNullable<Place[Name]> extends NonNullable<PlaceFacts[Name]>
    ? true
    : false
  : false
type KeptOtherwise = { [Name in PlaceFieldName]: KeptAsItIs<Name> extends true ? never : Name }[PlaceFieldName]

/**
 * Fields that are stored under another name or in another shape. The first key has the value that is read; the others
 * follow it.
 */
const OTHERWISE: {
  [Name in KeptOtherwise]: { keys: readonly [Key, ...Key[]]; read: (place: Place) => ValueOf<Name> }
} = {
  position: {
    keys: ['location'],
    read: ({ location: { coordinates } }) => ({ lng: coordinates[0], lat: coordinates[1] }),
  },
  organization: { keys: ['organizationName', 'organizationId'], read: ({ organizationName }) => organizationName },
  photoIds: { keys: ['photoIds'], read: ({ photoIds }) => photoIds.map(String) },
}
const isOtherwise = (name: PlaceFieldName): name is KeptOtherwise => name in OTHERWISE

/** The keys of the record that hold a field. */
export const keysOf = (name: PlaceFieldName): readonly Key[] =>
  isOtherwise(name) ? OTHERWISE[name].keys : [name as Key]

/** The value of a field; in an older record without the field, its default. */
export function valueOf<Name extends PlaceFieldName>(place: Place, name: Name): ValueOf<Name> {
  const value = isOtherwise(name) ? OTHERWISE[name].read(place) : place[name as Key]
  const { unsaid } = placeField(name)
  return (value ?? ('is' in unsaid ? unsaid.is : value)) as ValueOf<Name>
}
export const positionOf = (place: Pick<Place, 'location'>) => OTHERWISE.position.read(place as Place)

/** A field in words. */
export const wordsOf = (place: Place, name: PlaceFieldName) => placeField(name).words(valueOf(place, name) as never)

const pointOf = ({ lng, lat }: { lng: number; lat: number }) => ({
  type: 'Point' as const,
  coordinates: [lng, lat] as [number, number],
})

/** Fields as the record stores them. A new organization is created. */
export async function storedFrom(
  { position, organization, photoIds, ...asTheyAre }: Partial<PlaceFacts>,
  ground: Pick<Place, 'communityId' | 'areas'>,
): Promise<Partial<Place>> {
  return {
    ...asTheyAre,
    ...(position ? { location: pointOf(position) } : {}),
    ...(photoIds ? { photoIds: photoIds.map((id) => new Types.ObjectId(id)) } : {}),
    ...(organization === undefined ? {} : await organizationNamed(organization, ground)),
  }
}

/** The default of every field that has one. */
export const NOT_STATED = Object.fromEntries(
  PLACE_FIELD_NAMES.flatMap((name) => {
    const { unsaid } = PLACE_FIELDS[name]
    return 'is' in unsaid ? [[name, unsaid.is]] : []
  }),
) as Partial<PlaceFacts>

const SEARCHED = PLACE_FIELD_NAMES.filter((name) => PLACE_FIELDS[name].search !== null)
/** The fields of the record that a search reads. */
export const SEARCHED_BY = Object.fromEntries(SEARCHED.flatMap(keysOf).map((key) => [key, 1]))
/** The words that a search finds a place by, beside its name. */
export const searchedWords = (place: Place) =>
  SEARCHED.filter((name) => PLACE_FIELDS[name].search === 'words').map((name) => wordsOf(place, name))
/** The search tokens of a place. Needs the fields of the record that `SEARCHED_BY` names. */
export const placeTokens = (place: Place) => tokensOf(place.name, searchedWords(place))
