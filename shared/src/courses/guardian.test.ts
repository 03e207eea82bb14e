import { expect, it } from 'vitest'
import { guardianOf, NO_GUARDIAN } from './guardian'
import { PUPIL_CONSENT_VERSION } from './rules'

it('sends nothing of boxes that are empty: whoever enrols the child is the guardian', () => {
  expect(guardianOf(NO_GUARDIAN)).toEqual({ notes: '' })
  expect(guardianOf({ ...NO_GUARDIAN, name: ' ', phone: ' ', collector: ' ', relation: '姑姑' })).toEqual({ notes: '' })
})

it('sends a guardian of whom a name or a number is known, and who may fetch the child, without blanks', () => {
  expect(guardianOf({ ...NO_GUARDIAN, name: ' 王芳 ', relation: ' 姑姑 ', notes: ' 对花生过敏 ' })).toEqual({
    guardian: { name: '王芳', phone: '', relation: '姑姑' },
    notes: '对花生过敏',
  })
  expect(guardianOf({ ...NO_GUARDIAN, phone: ' 13800000000 ' })).toMatchObject({
    guardian: { name: '', phone: '13800000000' },
  })
  expect(guardianOf({ ...NO_GUARDIAN, collector: ' 爷爷 ', collectorPhone: ' 13900000000 ' })).toEqual({
    collectors: [{ name: '爷爷', phone: '13900000000' }],
    notes: '',
  })
})

it('names the version of the consent that was read, once it is given', () => {
  expect(guardianOf({ ...NO_GUARDIAN, agreed: true })).toEqual({
    consent: { version: PUPIL_CONSENT_VERSION },
    notes: '',
  })
})
