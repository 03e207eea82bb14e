import type { Types } from 'mongoose'
import type { PurposeHandler } from '../privacy/registry'
import { findAnew } from './find-anew'
import { withdrawHomeRequests } from './home-proof'
import { PersonModel, type Person } from './model'
import { forgetService } from './real-name'

const has = (field: 'home' | 'idLast4' | 'emergencyContact') => async (_id: Types.ObjectId) =>
  (await PersonModel.exists({ _id, [field]: { $ne: null } })) !== null

const remove = (field: 'home' | 'idLast4' | 'emergencyContact') => async (_id: Types.ObjectId, now: Date) => {
  if (field === 'home') await withdrawHomeRequests([_id], now)
  const person = await PersonModel.findOneAndUpdate(
    { _id },
    { $set: { [field]: null, ...(field === 'home' ? { homeProof: null } : {}) } },
    { returnDocument: 'after' },
  ).lean<Person>()
  if (person) await findAnew(person)
}

/** Facts that somebody writes down for one purpose, and takes away with their consent. */
export const personPurposes: readonly PurposeHandler[] = [
  { code: 'home', isGiven: has('home'), withdraw: remove('home') },
  { code: 'id_end', isGiven: has('idLast4'), withdraw: remove('idLast4') },
  {
    code: 'real_name',
    isGiven: async (_id) => (await PersonModel.exists({ _id, 'realName.level': 'service' })) !== null,
    withdraw: async (_id) => void (await forgetService(_id)),
  },
  { code: 'emergency_contact', isGiven: has('emergencyContact'), withdraw: remove('emergencyContact') },
]
