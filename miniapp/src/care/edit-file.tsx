import { useState } from 'react'
import { View } from '@tarojs/components'
import { saveCareFile } from '@yike/shared/care/endpoints'
import {
  CARE_CONSENT,
  CARE_CONSENT_VERSION,
  CARE_LEVELS,
  CARE_LEVEL_CODES,
  CARE_LEVEL_SOURCE,
  CARE_NEEDS,
  CARE_NEED_CODES,
} from '@yike/shared/care/rules'
import type { CareBody, CareFileView } from '@yike/shared/care/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { Field, FieldFrame } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Tick, Toggle } from '@/kit/form/toggles'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import './care.scss'

const NEEDS = CARE_NEED_CODES.map((value) => ({ value, text: CARE_NEEDS[value] }))
const SOURCES = [
  { value: 'assessed', text: '评估过的' },
  { value: 'judged', text: '自己估的' },
] as const
const EMPTY: CareBody = {
  level: null,
  levelFrom: 'judged',
  dementia: false,
  needs: [],
  illnesses: '',
  allergies: '',
  medicines: [],
  contacts: [],
  note: '',
}
const MOST_MEDICINES = 20
const MOST_CONTACTS = 5

const toggled = <Value,>(list: readonly Value[], one: Value) =>
  list.includes(one) ? list.filter((each) => each !== one) : [...list, one]
const replaced = <Value,>(list: readonly Value[], at: number, part: Partial<Value>) =>
  list.map((each, index) => (index === at ? { ...each, ...part } : each))

/** The file as a form. It is not kept on the phone as a draft: nobody else may find these texts. */
export function EditFile({ found, onLeave }: { found: CareFileView; onLeave: () => void }) {
  const save = useAction(saveCareFile)
  const [form, setForm] = useState<CareBody>(found.body ?? EMPTY)
  const [agreed, setAgreed] = useState(false)
  const [guardian, setGuardian] = useState('')
  const [all, setAll] = useState(form.level === null)
  const edit = (part: Partial<CareBody>) => setForm((before) => ({ ...before, ...part }))
  const { as, guarded, person } = found
  const consented = found.consent?.version === CARE_CONSENT_VERSION
  const medicines = form.medicines.filter(({ name }) => name.trim())
  const contacts = form.contacts.filter(({ name, phone }) => name.trim() || phone.trim())
  const submit = async () => {
    const done = await save.run({
      personId: person.id,
      revision: found.revision,
      body: { ...form, medicines, contacts },
      consent: consented
        ? undefined
        : {
            version: CARE_CONSENT_VERSION,
            guardian: guarded && as === 'family',
            guardianName: guarded && as === 'staff' ? guardian.trim() || undefined : undefined,
          },
    })
    if (done) onLeave()
  }
  return (
    <Page
      title='写照护档案'
      bar={
        <Button look='main' block off={!consented && !agreed} busy={save.busy && '正在记…'} onTap={() => void submit()}>
          记下来
        </Button>
      }
    >
      {!consented && (
        <Section title='先看一下'>
          <Card>
            {CARE_CONSENT.map((line) => (
              <View key={line} className='phrase care__line'>
                {line}
              </View>
            ))}
            <Tick label='同意记这些' on={agreed} onChange={setAgreed}>
              <View className='phrase'>{agreeing(as, guarded, person.name)}</View>
            </Tick>
            {guarded && as === 'staff' && (
              <Field
                label='签字的监护人'
                value={guardian}
                maxLength={20}
                problem={save.problemWith('consent.guardianName')}
                onChange={setGuardian}
              />
            )}
          </Card>
        </Section>
      )}
      <Section title='给上门的人'>
        <Field
          label='敲门、进门要知道的'
          long
          maxLength={300}
          placeholder='比如：门锁密码、备用钥匙在哪、耳背、家里有狗'
          value={form.note}
          problem={save.problemWith('body.note')}
          onChange={(note) => edit({ note })}
        />
        <Field
          label='过敏'
          optional='没有就空着'
          maxLength={200}
          placeholder='比如：青霉素、海鲜'
          value={form.allergies}
          problem={save.problemWith('body.allergies')}
          onChange={(allergies) => edit({ allergies })}
        />
        <Field
          label='病'
          optional='不写也行'
          long
          maxLength={300}
          placeholder='比如：高血压、做过心脏支架'
          value={form.illnesses}
          problem={save.problemWith('body.illnesses')}
          onChange={(illnesses) => edit({ illnesses })}
        />
      </Section>
      <Section title='照护等级'>
        <Card flush>
          {CARE_LEVEL_CODES.filter((code) => all || code === form.level).map((code) => (
            <Cell
              key={code}
              title={CARE_LEVELS[code]}
              chosen={code === form.level}
              onTap={() => {
                edit({ level: all && code === form.level ? null : code })
                setAll(!all)
              }}
            />
          ))}
          <Toggle
            title='有认知障碍'
            brief='记不住事、会走失'
            on={form.dementia}
            onChange={(dementia) => edit({ dementia })}
          />
        </Card>
        {form.level && (
          <View className='care__chips care__more'>
            <Chips options={SOURCES} chosen={[form.levelFrom]} onChange={(levelFrom) => edit({ levelFrom })} />
          </View>
        )}
        <View className='note care__more'>{tie(`${CARE_LEVEL_SOURCE}。没评估过就估一个。`)}</View>
      </Section>
      <FieldFrame label='要帮的事'>
        <View className='care__chips'>
          <Chips options={NEEDS} chosen={form.needs} onChange={(need) => edit({ needs: toggled(form.needs, need) })} />
        </View>
      </FieldFrame>
      <Section title='药'>
        {form.medicines.map(({ name, how }, index) => (
          <Card key={index} className='care__more'>
            <Field
              label={`第 ${index + 1} 种`}
              maxLength={30}
              placeholder='药名'
              value={name}
              problem={save.problemWith(`body.medicines.${index}.name`)}
              onChange={(next) => edit({ medicines: replaced(form.medicines, index, { name: next }) })}
            />
            <Field
              label='怎么吃'
              maxLength={40}
              placeholder='比如：早晚各一片'
              value={how}
              onChange={(next) => edit({ medicines: replaced(form.medicines, index, { how: next }) })}
            />
          </Card>
        ))}
        {form.medicines.length < MOST_MEDICINES && (
          <View className='care__more'>
            <Button block icon='plus' onTap={() => edit({ medicines: [...form.medicines, { name: '', how: '' }] })}>
              加一种药
            </Button>
          </View>
        )}
      </Section>
      <Section title='急事找谁'>
        {form.contacts.map((contact, index) => (
          <Card key={index} className='care__more'>
            <Field
              label='姓名'
              maxLength={100}
              value={contact.name}
              problem={save.problemWith(`body.contacts.${index}.name`)}
              onChange={(name) => edit({ contacts: replaced(form.contacts, index, { name }) })}
            />
            <Field
              label='是什么人'
              maxLength={10}
              placeholder='比如：女儿、邻居'
              value={contact.relation}
              onChange={(relation) => edit({ contacts: replaced(form.contacts, index, { relation }) })}
            />
            <Field
              label='电话'
              type='phone'
              maxLength={40}
              value={contact.phone}
              problem={save.problemWith(`body.contacts.${index}.phone`)}
              onChange={(phone) => edit({ contacts: replaced(form.contacts, index, { phone }) })}
            />
          </Card>
        ))}
        {form.contacts.length < MOST_CONTACTS && (
          <View className='care__more'>
            <Button
              block
              icon='plus'
              onTap={() => edit({ contacts: [...form.contacts, { name: '', relation: '', phone: '' }] })}
            >
              加一位
            </Button>
          </View>
        )}
      </Section>
      {save.error && (
        <Section>
          <Failed error={save.error} onRetry={() => void (save.error?.code === 'CONFLICT' ? onLeave() : submit())} />
        </Section>
      )}
      <View className='care__more'>
        <Button look='bare' block onTap={onLeave}>
          不改了
        </Button>
      </View>
    </Page>
  )
}

function agreeing(as: CareFileView['as'], guarded: boolean, name: string) {
  if (as === 'staff') return guarded ? '监护人在纸上签了字，我来登记' : `${name}在纸上签了字，我来登记`
  if (guarded) return `我是${name}的监护人，看过了，同意`
  return as === 'self' ? '我看过了，同意记这些' : `我跟${name}说过了，本人同意记这些`
}
