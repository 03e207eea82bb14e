import { pairOf } from './bind'
import { BindingModel, type Binding } from './binding-model'
import { HomeRequestModel } from './home-model'
import { CredentialModel, PersonModel } from './model'
import type { PersonRecords } from './person-records'

/** The records of people, of their accounts and of the right to act for them. */
export const peopleRecords: readonly PersonRecords[] = [
  { model: PersonModel, fields: ['writtenDownBy', 'guardianConsent.byId'] },
  // Its holder signs in to the survivor.
  { model: CredentialModel, fields: ['personId'] },
  { model: HomeRequestModel, fields: ['personId'] },
  {
    model: BindingModel,
    fields: ['personId', 'askerId'],
    async follow(record, from, to) {
      const { _id, askerId, personId, live } = record as Binding
      const of = (id: Binding['askerId']) => (id.equals(from) ? to : id)
      if (live && personId) await BindingModel.updateOne({ _id }, { $set: { pair: pairOf(of(askerId), of(personId)) } })
    },
  },
]
