import { phoneField, sealedAs, type SealedField } from '../sealed-values'
import { BindingModel } from './binding-model'
import { personTokens } from './found-by'
import { HomeRequestModel } from './home-model'
import { PersonMergeModel } from './merge-model'
import { PersonModel, type Person } from './model'
import { sealHome, sealIdEnd } from './sealed-facts'

/** The sealed fields of people, and of what a merge has filled in. */
export const sealedFields: readonly SealedField[] = [
  phoneField(PersonModel, 'phone'),
  {
    ...sealedAs(PersonModel, 'home', 'home', sealHome),
    also: { of: ['name'], set: (person) => ({ tokens: personTokens(person as Person) }) },
  },
  sealedAs(PersonModel, 'idLast4', 'idLast4', sealIdEnd),
  sealedAs(PersonModel, 'emergencyContact', 'emergencyContact'),
  sealedAs(HomeRequestModel, 'home', 'home', sealHome),
  sealedAs(BindingModel, 'askerPhoneLast4', 'phoneLast4'),
  sealedAs(BindingModel, 'personPhoneLast4', 'phoneLast4'),
  phoneField(PersonMergeModel, 'filled.phone'),
  sealedAs(PersonMergeModel, 'filled.home', 'home', sealHome),
  sealedAs(PersonMergeModel, 'filled.idLast4', 'idLast4', sealIdEnd),
]
