import { confirmFamilyByStaff } from '@yike/shared/people/endpoints'
import { EVIDENCE_CODES, EVIDENCE_KINDS, EVIDENCE_PHOTOS, type EvidenceKind } from '@yike/shared/people/family'
import type { Photo } from '@yike/shared/files/schemas'
import { RELATIONS, type Relation } from '@yike/shared/people/relations'
import type { PersonFound } from '@yike/shared/people/schemas'
import { App, Button, Form, Input, Select } from 'antd'
import { Refusal } from '../kit/form/Refusal'
import { PersonPicker } from '../lib/PersonPicker'
import { PhotoField } from '../lib/PhotoField'
import { useWrite } from '../lib/query'
import { GuardedForm } from '../kit/form/unsaved'

interface Named {
  id: string
  name: string
}
export interface Vouching {
  /** The person who is acted for. */
  person: Named
  /** The person who acts; left out when they are still to be found. */
  asker?: Named
  relation?: string
}

interface Fields {
  asker?: PersonFound
  relation: Relation
  kind: EvidenceKind
  photos: Photo[]
  note?: string
}

const RELATION_OPTIONS = (Object.keys(RELATIONS) as Relation[]).map((value) => ({ value, label: RELATIONS[value] }))
const KIND_OPTIONS = EVIDENCE_CODES.map((value) => ({ value, label: EVIDENCE_KINDS[value] }))

/** The document is on the counter: the person who acts, the relation, the evidence, and a photo of it. */
export function VouchForm({ person, asker, relation, onDone }: Vouching & { onDone: () => void }) {
  const { message } = App.useApp()
  const confirm = useWrite(confirmFamilyByStaff, () => {
    void message.success('核对好了，两边都会收到消息')
    onDone()
  })
  return (
    <GuardedForm<Fields>
      layout='vertical'
      requiredMark={false}
      initialValues={{ relation, kind: 'household_register', photos: [] }}
      onFinish={({ asker: found, relation: chosen, kind, photos, note }) =>
        confirm.mutate({
          personId: person.id,
          askerId: asker?.id ?? found!.id,
          relation: chosen,
          evidence: { kind, photoIds: photos.slice(0, EVIDENCE_PHOTOS).map(({ id }) => id), note: note ?? '' },
        })
      }
    >
      <p className='strong'>{asker ? `${asker.name}替${person.name}办事` : `谁替${person.name}办事`}</p>
      {!asker && (
        <Form.Item name='asker' label='办事的家人' rules={[{ required: true, message: '先找到这位家人' }]}>
          <PersonPicker />
        </Form.Item>
      )}
      <div className='form-row'>
        <Form.Item name='relation' label={`${person.name}是他的`} rules={[{ required: true, message: '选一个称呼' }]}>
          <Select options={RELATION_OPTIONS} />
        </Form.Item>
        <Form.Item name='kind' label='看的是'>
          <Select options={KIND_OPTIONS} />
        </Form.Item>
      </div>
      <Form.Item
        name='photos'
        label='证件照片'
        extra='只有核对的人看得到；停了代办就删掉'
        rules={[{ type: 'array', min: 1, max: EVIDENCE_PHOTOS, message: `拍 1 到 ${EVIDENCE_PHOTOS} 张证件照片` }]}
      >
        <PhotoField />
      </Form.Item>
      <Form.Item name='note' label='备注'>
        <Input maxLength={200} placeholder='比如：母女同户，本人在场' />
      </Form.Item>
      <Refusal error={confirm.error} />
      <div className='form-foot'>
        <Button type='primary' htmlType='submit' loading={confirm.isPending}>
          我看过证件了
        </Button>
        <Button type='text' onClick={onDone}>
          先不
        </Button>
      </div>
    </GuardedForm>
  )
}
