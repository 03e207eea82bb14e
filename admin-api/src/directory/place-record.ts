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

/** The record of a place and the fields of the contract: what stands where, and how one becomes the other. */

type Key = keyof Place & string
type KeptAsItIs<Name extends PlaceFieldName> = Name extends Key
  ? NonNullable<Place[Name]> extends NonNullable<PlaceFacts[Name]>
    ? true
    : false
  : false
type KeptOtherwise = { [Name in PlaceFieldName]: KeptAsItIs<Name> extends true ? never : Name }[PlaceFieldName]

/** Fields that are kept under another name or in another shape. The first key holds what is read; others go along. */
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

/** The value of a field; of a record of before the field was there, what it is when nobody says it. */
export function valueOf<Name extends PlaceFieldName>(place: Place, name: Name): ValueOf<Name> {
  const value = isOtherwise(name) ? OTHERWISE[name].read(place) : place[name as Key]
  const { unsaid } = placeField(name)
  return (value ?? ('is' in unsaid ? unsaid.is : value)) as ValueOf<Name>
}
export const positionOf = (place: Pick<Place, 'location'>) => OTHERWISE.position.read(place as Place)

/** A field as one reads it. */
export const wordsOf = (place: Place, name: PlaceFieldName) => placeField(name).words(valueOf(place, name) as never)

const pointOf = ({ lng, lat }: { lng: number; lat: number }) => ({
  type: 'Point' as const,
  coordinates: [lng, lat] as [number, number],
})

/** Fields as the record keeps them. An organisation that is new is written down. */
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

/** What every place says of itself when nobody says it. */
export const NOT_STATED = Object.fromEntries(
  PLACE_FIELD_NAMES.flatMap((name) => {
    const { unsaid } = PLACE_FIELDS[name]
    return 'is' in unsaid ? [[name, unsaid.is]] : []
  }),
) as Partial<PlaceFacts>

const SEARCHED = PLACE_FIELD_NAMES.filter((name) => PLACE_FIELDS[name].search !== null)
/** Of the record, what a search reads. */
export const SEARCHED_BY = Object.fromEntries(SEARCHED.flatMap(keysOf).map((key) => [key, 1]))
/** What a search finds a place by beside its name. */
export const searchedWords = (place: Place) =>
  SEARCHED.filter((name) => PLACE_FIELDS[name].search === 'words').map((name) => wordsOf(place, name))
/** Needs of the record what `SEARCHED_BY` names. */
export const placeTokens = (place: Place) => tokensOf(place.name, searchedWords(place))
