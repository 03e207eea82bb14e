import { useState } from 'react'
import { View } from '@tarojs/components'
import { addBeneficiary } from '@yike/shared/people/endpoints'
import { needsGuardian } from '@yike/shared/people/minors'
import { RELATIONS, type Relation } from '@yike/shared/people/relations'
import { dayOf } from '@yike/shared/time/china'
import { Button } from '@/kit/base/button'
import { Chips, Choices } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { FieldFrame } from '@/kit/form/field'
import { Tick } from '@/kit/form/toggles'
import { Sheet } from '@/kit/sheet/sheet'
import { useDraft } from '@/lib/storage/use-draft'
import {
  EMPTY_PERSON,
  PersonFields,
  birthYearOf,
  phoneOf,
  problemsOf,
  type PersonForm,
} from '@/lib/parts/person-fields'
import { useAction } from '@/lib/api/use-action'
import { FamilyRequestForm } from './family-request-form'

const OPTIONS = (Object.keys(RELATIONS) as Relation[]).map((value) => ({ value, text: RELATIONS[value] }))
const EMPTY: PersonForm & { relation: Relation | null } = { ...EMPTY_PERSON, relation: null }
const WAYS = [
  { value: 'write', text: '他不用手机' },
  { value: 'ask', text: '他也用一刻' },
] as const

/** Somebody without a phone is written down; somebody who uses 一刻 is asked. */
export function AddFamily({
  onClose,
  onAdded,
  onAsked,
}: {
  onClose: () => void
  onAdded: () => void
  onAsked: () => void
}) {
  const add = useAction(addBeneficiary)
  const [way, setWay] = useState<(typeof WAYS)[number]['value']>('write')
  const [form, edit, clear] = useDraft('family', EMPTY)
  const problems = problemsOf(form)
  const [agreed, setAgreed] = useState(false)
  const { relation } = form
  const guarded = !problems.birthYear && needsGuardian(birthYearOf(form) ?? null, dayOf(new Date()))
  const submit = async () => {
    if (!relation) return
    const added = await add.run({
      name: form.name.trim(),
      relation,
      birthYear: birthYearOf(form),
      phone: phoneOf(form),
      home: form.home.trim() || undefined,
      guardian: guarded ? agreed : undefined,
    })
    if (!added) return
    clear()
    onAdded()
  }
  return (
    <Sheet
      open
      title='添加家人'
      brief='加上以后，您能替家人约、替家人看'
      onClose={onClose}
      foot={
        way === 'write' && (
          <Button
            look='main'
            block
            off={
              !relation || !form.name.trim() || Boolean(problems.phone ?? problems.birthYear) || (guarded && !agreed)
            }
            busy={add.busy && '正在加…'}
            onTap={() => void submit()}
          >
            {relation ? `加上${RELATIONS[relation]}` : '加上'}
          </Button>
        )
      }
    >
      <Choices options={WAYS} chosen={way} onChange={setWay} />
      <FieldFrame label='是您的'>
        <View className='person__chips'>
          <Chips
            options={OPTIONS}
            chosen={relation ? [relation] : []}
            onChange={(chosen) => edit({ relation: chosen })}
          />
        </View>
      </FieldFrame>
      {way === 'ask' ? (
        <FamilyRequestForm
          relation={relation}
          onAsked={() => {
            clear()
            onAsked()
          }}
        />
      ) : (
        <>
          <PersonFields form={form} refused={add.problemWith} onChange={edit} />
          {guarded && (
            <Tick label='我是监护人，我同意' on={agreed} onChange={setAgreed}>
              <View className='phrase'>
                我是{form.name.trim() || '孩子'}的监护人，同意记下这些，由我替他约。不满 14 岁的孩子要监护人同意。
              </View>
            </Tick>
          )}
          <View className='note'>请先跟家人说一声，同意了再填。带上户口本，社区能替您核对。</View>
          {add.error && !add.error.details?.fields && <Failed error={add.error} onRetry={() => void submit()} />}
        </>
      )}
    </Sheet>
  )
}
