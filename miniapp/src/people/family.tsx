import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh, useRouter } from '@tarojs/taro'
import { addBeneficiary, listBeneficiaries, removeBeneficiary } from '@yike/shared/people/endpoints'
import { RELATIONS, type Relation } from '@yike/shared/people/relations'
import type { Beneficiary } from '@yike/shared/people/schemas'
import { Button } from '@/kit/button'
import { Card, Cell } from '@/kit/card'
import { Chips } from '@/kit/chips'
import { Empty, Failed, Loading } from '@/kit/faces'
import { FieldFrame } from '@/kit/field'
import { Page } from '@/kit/page'
import { Sheet } from '@/kit/sheet'
import { tie } from '@/kit/words'
import { useDraft } from '@/lib/draft'
import { requireSignIn } from '@/lib/session'
import { useAction } from '@/lib/use-action'
import { useEndpoint } from '@/lib/use-endpoint'
import { EMPTY_PERSON, PersonFields, birthYearOf, phoneOf, problemsOf, type PersonForm } from './person-fields'
import './person.scss'

const OPTIONS = (Object.keys(RELATIONS) as Relation[]).map((value) => ({ value, text: RELATIONS[value] }))
const EMPTY: PersonForm & { relation: Relation | null } = { ...EMPTY_PERSON, relation: null }

function AddSheet({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const add = useAction(addBeneficiary)
  const [form, edit, clear] = useDraft('family', EMPTY)
  const problems = problemsOf(form)
  const { relation } = form
  const submit = async () => {
    if (!relation) return
    const added = await add.run({
      name: form.name.trim(),
      relation,
      birthYear: birthYearOf(form),
      phone: phoneOf(form),
      home: form.home.trim() || undefined,
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
        <Button
          look='main'
          block
          off={!relation || !form.name.trim() || Boolean(problems.phone ?? problems.birthYear)}
          busy={add.busy && '正在加…'}
          onTap={() => void submit()}
        >
          {relation ? `加上${RELATIONS[relation]}` : '加上'}
        </Button>
      }
    >
      <FieldFrame label='是您的'>
        <View className='person__chips'>
          <Chips
            options={OPTIONS}
            chosen={relation ? [relation] : []}
            onChange={(chosen) => edit({ relation: chosen })}
          />
        </View>
      </FieldFrame>
      <PersonFields form={form} refused={add.problemWith} onChange={edit} />
      <View className='note'>请先跟家人说一声，同意了再填。</View>
      {add.error && !add.error.details?.fields && <Failed error={add.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}

function RemoveSheet({
  person,
  onClose,
  onRemoved,
}: {
  person: Beneficiary
  onClose: () => void
  onRemoved: () => void
}) {
  const remove = useAction(removeBeneficiary)
  const submit = async () => {
    if (await remove.run({ personId: person.personId })) onRemoved()
  }
  return (
    <Sheet
      open
      title={`不再替${person.name}办事？`}
      brief='以前的预约还在，只是您这边不再看到'
      onClose={onClose}
      foot={
        <Button look='danger' block busy={remove.busy && '正在删…'} onTap={() => void submit()}>
          {`删掉${person.relation.label} ${person.name}`}
        </Button>
      }
    >
      {remove.error && <Failed error={remove.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}

const detailsOf = ({ birthYear, phoneLast4, home }: Beneficiary) =>
  [birthYear && `${birthYear} 年生`, home, phoneLast4 && `电话尾号 ${phoneLast4}`].filter(Boolean).join('，')

function FamilyRow({ person, onRemove }: { person: Beneficiary; onRemove: () => void }) {
  return (
    <Cell
      title={tie(`${person.relation.label} ${person.name}`)}
      brief={detailsOf(person) || '还没写住处和电话'}
      extra={<Button onTap={onRemove}>删掉</Button>}
    />
  )
}

/** Whom I act for. */
export default function FamilyPage() {
  const { data, error, reload } = useEndpoint(listBeneficiaries, {})
  const [adding, setAdding] = useState(useRouter().params.add === '1')
  const [leaving, setLeaving] = useState<Beneficiary | null>(null)
  usePullDownRefresh(() => void reload().finally(() => Taro.stopPullDownRefresh()))
  const add = async () => {
    if (await requireSignIn()) setAdding(true)
  }
  const done = () => {
    setAdding(false)
    setLeaving(null)
    void reload()
  }
  const people = data?.items

  return (
    <Page
      title='家人'
      bar={
        people && (
          <Button look='main' icon='plus' block onTap={() => void add()}>
            添加家人
          </Button>
        )
      }
    >
      {error && <Failed error={error} onRetry={() => void reload()} />}
      {!people ? (
        !error && <Loading />
      ) : people.length === 0 ? (
        <Empty title='还没有添加家人' say='加上爸妈、老伴，就能替他们订餐、约照护' />
      ) : (
        <Card flush>
          {people.map((person) => (
            <FamilyRow key={person.personId} person={person} onRemove={() => setLeaving(person)} />
          ))}
        </Card>
      )}
      {adding && data && <AddSheet onClose={() => setAdding(false)} onAdded={done} />}
      {leaving && <RemoveSheet person={leaving} onClose={() => setLeaving(null)} onRemoved={done} />}
    </Page>
  )
}
