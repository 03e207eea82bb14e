import { useState } from 'react'
import { addBeneficiary } from '@yike/shared/people/endpoints'
import { RELATIONS, type Relation } from '@yike/shared/people/relations'
import type { Beneficiary } from '@yike/shared/people/schemas'
import { Button } from '@/kit/base/button'
import { Chips } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { Field, FieldFrame } from '@/kit/form/field'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'

const OPTIONS = (Object.keys(RELATIONS) as Relation[]).map((value) => ({ value, text: RELATIONS[value] }))

/** A name and a relation: enough to book for somebody. The rest can be filled in under 我的 later. */
export function AddFamily({
  open,
  onClose,
  onAdded,
}: {
  open: boolean
  onClose: () => void
  onAdded: (added: Beneficiary) => void
}) {
  const add = useAction(addBeneficiary)
  const [relation, setRelation] = useState<Relation | null>(null)
  const [name, setName] = useState('')
  const submit = async () => {
    if (!relation || !name.trim()) return
    const added = await add.run({ name: name.trim(), relation })
    if (!added) return
    setName('')
    setRelation(null)
    onAdded(added)
  }
  return (
    <Sheet
      open={open}
      title='给哪位家人'
      brief='加一次，以后点一下就行'
      onClose={onClose}
      foot={
        <Button
          look='main'
          block
          off={!relation || !name.trim()}
          busy={add.busy && '正在加…'}
          onTap={() => void submit()}
        >
          {relation ? `加上${RELATIONS[relation]}` : '加上'}
        </Button>
      }
    >
      <FieldFrame label='是您的'>
        <Chips all options={OPTIONS} chosen={relation ? [relation] : []} onChange={setRelation} />
      </FieldFrame>
      <Field label='姓名' value={name} maxLength={100} problem={add.problemWith('name')} onChange={setName} />
      {add.error && !add.problemWith('name') && <Failed error={add.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}
