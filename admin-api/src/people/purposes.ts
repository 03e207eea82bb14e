import type { Types } from 'mongoose'
import type { PurposeHandler } from '../privacy/registry'
import { findAnew } from './find-anew'
import { PersonModel, type Person } from './model'

const has = (field: 'home' | 'idLast4' | 'emergencyContact') => async (_id: Types.ObjectId) =>
  (await PersonModel.exists({ _id, [field]: { $ne: null } })) !== null

const remove = (field: 'home' | 'idLast4' | 'emergencyContact') => async (_id: Types.ObjectId) => {
  const person = await PersonModel.findOneAndUpdate(
    { _id },
    { $set: { [field]: null } },
    { returnDocument: 'after' },
  ).lean<Person>()
  if (person) await findAnew(person)
}

/** Facts that somebody writes down for one purpose, and takes away with their consent. */
export const personPurposes: readonly PurposeHandler[] = [
  { code: 'home', isGiven: has('home'), withdraw: remove('home') },
  { code: 'id_end', isGiven: has('idLast4'), withdraw: remove('idLast4') },
  { code: 'emergency_contact', isGiven: has('emergencyContact'), withdraw: remove('emergencyContact') },
]
