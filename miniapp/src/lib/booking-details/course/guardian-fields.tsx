import { View } from '@tarojs/components'
import type { GuardianForm } from '@yike/shared/courses/guardian'
import { PUPIL_CONSENT } from '@yike/shared/courses/rules'
import { Card, Section } from '@/kit/card/card'
import { Field } from '@/kit/form/field'
import { Tick } from '@/kit/form/toggles'
import { tie } from '@/kit/base/text'

const AT = 'details.course'

/**
 * A class for children: the people who collect, the care notes, and the guardian's consent. `atCounter`: staff fill in
 * the guardian's answers, and read the words out.
 */
export function GuardianFields({
  child,
  given,
  atCounter = false,
  problemWith,
  onChange,
}: {
  child?: string
  given: GuardianForm
  atCounter?: boolean
  problemWith: (field: string) => string | undefined
  onChange: (part: Partial<GuardianForm>) => void
}) {
  const { name, phone, relation, collector, collectorPhone, notes, agreed } = given
  const asked = atCounter || name.trim() !== ''
  const consent = atCounter ? '念给监护人听了，监护人同意' : '我是监护人，看过了，同意'
  return (
    <Section title={`谁接送${child ?? '孩子'}`}>
      <Card>
        <Field
          label={atCounter ? '监护人' : '接送的人'}
          optional={atCounter ? undefined : '空着就是您'}
          maxLength={100}
          value={name}
          problem={problemWith(`${AT}.guardian.name`) ?? problemWith(`${AT}.guardian`)}
          onChange={(to) => onChange({ name: to })}
        />
        {asked && (
          <Field
            label={atCounter ? '监护人电话' : '他的电话'}
            type='number'
            maxLength={12}
            value={phone}
            problem={problemWith(`${AT}.guardian.phone`)}
            onChange={(to) => onChange({ phone: to })}
          />
        )}
        {asked && (
          <Field
            label='是孩子的谁'
            optional='不写也行'
            maxLength={10}
            placeholder='妈妈、姥姥'
            value={relation}
            problem={problemWith(`${AT}.guardian.relation`)}
            onChange={(to) => onChange({ relation: to })}
          />
        )}
        <Field
          label='还有谁能接走'
          optional='没有也行'
          maxLength={100}
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
        <Tick label={consent} on={agreed} onChange={(to) => onChange({ agreed: to })}>
          {consent}
        </Tick>
      </Card>
    </Section>
  )
}
