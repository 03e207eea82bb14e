import { View } from '@tarojs/components'
import type { InputOf } from '@yike/shared/endpoint'
import type { bookSitting } from '@yike/shared/booking/endpoints'
import { PUPIL_CONSENT, PUPIL_CONSENT_VERSION } from '@yike/shared/courses/rules'
import { Card, Section } from '@/kit/card'
import { Field } from '@/kit/field'
import { Tick } from '@/kit/switches'
import { tie } from '@/kit/words'

/** What a guardian fills in on the page; empty boxes mean who enrols. */
export const NO_GUARDIAN = { name: '', phone: '', collector: '', collectorPhone: '', notes: '', agreed: false }
export type Given = typeof NO_GUARDIAN

type CourseAsked = NonNullable<NonNullable<InputOf<typeof bookSitting>['details']>['course']>

/** What of it the server is told. */
export const guardianOf = ({ name, phone, collector, collectorPhone, notes, agreed }: Given): CourseAsked => ({
  ...(name.trim() || phone.trim() ? { guardian: { name: name.trim(), phone: phone.trim() } } : {}),
  ...(collector.trim() ? { collectors: [{ name: collector.trim(), phone: collectorPhone.trim() }] } : {}),
  notes: notes.trim(),
  ...(agreed ? { consent: { version: PUPIL_CONSENT_VERSION } } : {}),
})

const AT = 'details.course'

/** A class for children: who collects, what to look after, and the guardian's consent. */
export function GuardianFields({
  child,
  given,
  problemWith,
  onChange,
}: {
  child?: string
  given: Given
  problemWith: (field: string) => string | undefined
  onChange: (part: Partial<Given>) => void
}) {
  const { name, phone, collector, collectorPhone, notes, agreed } = given
  return (
    <Section title={`谁接送${child ?? '孩子'}`}>
      <Card>
        <Field
          label='接送的人'
          optional='空着就是您'
          maxLength={20}
          value={name}
          problem={problemWith(`${AT}.guardian.name`) ?? problemWith(`${AT}.guardian`)}
          onChange={(to) => onChange({ name: to })}
        />
        {name.trim() !== '' && (
          <Field
            label='他的电话'
            type='number'
            maxLength={12}
            value={phone}
            problem={problemWith(`${AT}.guardian.phone`)}
            onChange={(to) => onChange({ phone: to })}
          />
        )}
        <Field
          label='还有谁能接走'
          optional='没有也行'
          maxLength={20}
          value={collector}
          problem={problemWith(`${AT}.collectors.0.name`)}
          onChange={(to) => onChange({ collector: to })}
        />
        {collector.trim() !== '' && (
          <Field
            label='他的电话'
            type='number'
            maxLength={12}
            value={collectorPhone}
            problem={problemWith(`${AT}.collectors.0.phone`)}
            onChange={(to) => onChange({ collectorPhone: to })}
          />
        )}
        <Field
          label='过敏、要留意的'
          optional='没有也行'
          long
          maxLength={200}
          placeholder='比如：花生过敏，4 点 50 要吃药'
          value={notes}
          onChange={(to) => onChange({ notes: to })}
        />
      </Card>
      <Card>
        {PUPIL_CONSENT.map((line) => (
          <View key={line} className='note'>
            {tie(line)}
          </View>
        ))}
        <Tick label='我是监护人，看过了，同意' on={agreed} onChange={(to) => onChange({ agreed: to })}>
          我是监护人，看过了，同意
        </Tick>
      </Card>
    </Section>
  )
}
