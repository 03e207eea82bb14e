import mongoose, { type AnyBulkWriteOperation, type Types } from 'mongoose'
import { sealDelivery } from '../meals/details'
import { sealCollectors, sealGuardian } from '../courses/details'
import { keyedDigest, KEYED } from '../idempotency'
import { PersonModel } from '../people/model'
import { personTokens } from '../people/found-by'
import { sealFacts, sealLast4, type EmergencyContact, type Home } from '../people/sealed-facts'
import { blindIndex, sealValue, type SealedValue } from '../sealing'
import { sealedPhone } from '../sealed-values'
import { dropIndex } from './drop-index'
import type { Migration } from './run'
import { sealAddress } from '../addresses'
import { sealWords } from '../cases/sealed-words'

type Plain = Record<string, unknown> & { _id: Types.ObjectId }
const AT_ONCE = 500
/** Matches texts only: what is sealed is no text. */
const A_TEXT = /^/

/** The plain values of a record by their paths, as they are and as they become. */
interface Change {
  was: Record<string, unknown>
  $set: Record<string, unknown>
  $unset?: Record<string, unknown>
}

/**
 * Changes every record that matches, some at a time, each only while it still holds what was read: a write in between
 * wins, and an interrupted run resumes with the records that are left.
 */
async function change(collection: string, left: object, changeOf: (record: Plain) => Change | null) {
  const rows = mongoose.connection.collection<Plain>(collection)
  let batch: AnyBulkWriteOperation[] = []
  const write = async () => {
    if (batch.length > 0) await rows.bulkWrite(batch as never, { ordered: false })
    batch = []
  }
  for await (const record of rows.find(left)) {
    const changed = changeOf(record)
    if (!changed) continue
    const { was, ...update } = changed
    batch.push({ updateOne: { filter: { _id: record._id, ...was }, update } })
    if (batch.length >= AT_ONCE) await write()
  }
  await write()
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const ofOld = <Value>(value: unknown, field: string) =>
  value && typeof value === 'object' && field in value ? (value as Value) : undefined

const people = () =>
  change(
    'people',
    {
      $or: [
        { phone: A_TEXT },
        { idLast4: A_TEXT },
        { 'home.text': { $exists: true } },
        { 'emergencyContact.phone': { $exists: true } },
      ],
    },
    ({ name, ...record }) => {
      const phone = text(record.phone)
      const idLast4 = text(record.idLast4)
      const home = ofOld<Home>(record.home, 'text')
      const emergencyContact = ofOld<EmergencyContact>(record.emergencyContact, 'phone')
      const sealed = sealFacts({
        phone,
        idLast4,
        home: home && { text: home.text, position: home.position ?? null },
        emergencyContact,
      })
      // A record that an interrupted run left half done, because an older process wrote to it meanwhile.
      const lives = sealed.home ?? ofOld<SealedValue<Home>>(record.home, 'bytes') ?? null
      return {
        was: {
          name,
          ...(phone === undefined ? {} : { phone }),
          ...(idLast4 === undefined ? {} : { idLast4 }),
          ...(home ? { home } : {}),
          ...(emergencyContact ? { emergencyContact } : {}),
        },
        $set: { ...sealed, tokens: personTokens({ name: String(name), home: lives }) },
      }
    },
  )

const phones = (collection: string, field: string) =>
  change(collection, { [field]: A_TEXT }, (record) => {
    const phone = field.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], record)
    return { was: { [field]: phone }, $set: { [field]: sealedPhone(String(phone)) } }
  })

async function bookings() {
  await phones('bookings', 'phone')
  await phones('bookings', 'details.visit.carerPhone')
  await change(
    'bookings',
    { 'details.meal.mode': { $exists: true }, 'details.meal.delivery': { $exists: false } },
    ({ details }) => {
      const { mode, address, position, phone, doorNote } = (details as { meal: Record<string, never> }).meal
      const delivery = {
        address: address ?? null,
        position: position ?? null,
        phone: phone ?? null,
        doorNote: doorNote ?? '',
      }
      return {
        was: { 'details.meal.delivery': { $exists: false } },
        $set: { 'details.meal.delivery': mode === 'delivery' ? sealDelivery(delivery) : null },
        $unset: Object.fromEntries(Object.keys(delivery).map((field) => [`details.meal.${field}`, ''])),
      }
    },
  )
  await change('bookings', { 'details.course.guardian.name': { $exists: true } }, ({ details }) => {
    const { guardian, collectors } = (details as { course: { guardian: never; collectors?: never[] } }).course
    return {
      was: { 'details.course.guardian': guardian },
      $set: {
        'details.course.guardian': sealGuardian(guardian),
        'details.course.collectors': sealCollectors(collectors ?? []),
      },
    }
  })
}

async function visits() {
  await phones('carers', 'phone')
  for (const stamp of ['checkedIn', 'checkedOut'])
    await change('visits', { [`${stamp}.position.lng`]: { $exists: true } }, (record) => {
      const { position } = record[stamp] as { position: { lng: number; lat: number } }
      return {
        was: { [`${stamp}.position`]: position },
        $set: { [`${stamp}.position`]: sealValue('position', { lng: position.lng, lat: position.lat }) },
      }
    })
}

async function reporters() {
  await phones('case_reporters', 'phone')
  await change('case_reporters', { home: A_TEXT }, ({ home }) => ({
    was: { home },
    $set: { home: sealValue('home-text', String(home)) },
  }))
}

async function caseWords() {
  await change(
    'case_words',
    { $or: [{ description: A_TEXT }, { address: A_TEXT }, { 'position.lng': { $exists: true } }] },
    (record) => {
      const [description, address] = [text(record.description), text(record.address)]
      const position = ofOld<{ lng: number; lat: number }>(record.position, 'lng')
      return {
        was: {
          ...(description === undefined ? {} : { description }),
          ...(address === undefined ? {} : { address }),
          ...(position ? { position } : {}),
        },
        $set: {
          ...(description === undefined ? {} : { description: sealWords(description) }),
          ...(address === undefined ? {} : { address: address ? sealAddress(address) : null }),
          ...(position ? { position: sealValue('position', { lng: position.lng, lat: position.lat }) } : {}),
        },
      }
    },
  )
  await change('case_said', { text: A_TEXT }, ({ text: said }) => ({
    was: { text: said },
    $set: { text: sealWords(String(said)) },
  }))
}

const OLD_TYPED = /^[0-9a-f]{24}$/

async function family() {
  for (const field of ['askerPhoneLast4', 'personPhoneLast4'])
    await change('family_bindings', { [field]: A_TEXT }, (record) => ({
      was: { [field]: record[field] },
      $set: { [field]: sealLast4(String(record[field])) },
    }))
  // Requests to somebody unknown: the pair had a hash of the number that was typed, which could be found by trying.
  await change('family_bindings', { personId: null }, ({ pair }) => {
    const [asker, typed = ''] = String(pair).split(':')
    return OLD_TYPED.test(typed) ? { was: { pair }, $set: { pair: `${asker}:${blindIndex('asked', typed)}` } } : null
  })
  await change(
    'person_merges',
    { $or: [{ 'filled.phone': A_TEXT }, { 'filled.idLast4': A_TEXT }, { 'filled.home.text': { $exists: true } }] },
    ({ filled }) => {
      const { phone, idLast4, home } = filled as Record<string, unknown>
      const sealed = sealFacts({ phone: text(phone), idLast4: text(idLast4), home: ofOld<Home>(home, 'text') })
      return {
        was: {},
        $set: Object.fromEntries(Object.entries(sealed).map(([field, value]) => [`filled.${field}`, value])),
      }
    },
  )
}

/** A digest of an input with a telephone number: whoever knows the rest finds the number by trying all of them. */
async function digests() {
  for (const collection of ['people', 'bookings', 'family_bindings', 'cases', 'case_words', 'case_said', 'carers']) {
    const field = collection.startsWith('case_') ? 'digest' : 'idem.digest'
    await change(
      collection,
      { $and: [{ [field]: A_TEXT }, { [field]: { $not: new RegExp(`^${KEYED}`) } }] },
      (record) => {
        const before = field === 'digest' ? record.digest : (record.idem as { digest: string }).digest
        return { was: { [field]: before }, $set: { [field]: keyedDigest(String(before)) } }
      },
    )
  }
}

/** Numbers, addresses and ends of identity cards are sealed one by one, and found by blind indexes (032). */
export const sealedValues: Migration = {
  name: '0016-sealed-values',
  run: async () => {
    await people()
    await bookings()
    await visits()
    await reporters()
    await caseWords()
    await family()
    await digests()
    for (const index of ['areas_1_phone_1', 'phone_1', 'idLast4_1']) await dropIndex(PersonModel, index)
  },
}
