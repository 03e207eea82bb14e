import { useState } from 'react'
import { View } from '@tarojs/components'
import { confirmFamilyByStaff, findPeople } from '@yike/shared/people/endpoints'
import { EVIDENCE_CODES, EVIDENCE_KINDS, EVIDENCE_PHOTOS, type EvidenceKind } from '@yike/shared/people/family'
import { RELATIONS, type Relation } from '@yike/shared/people/relations'
import { Button } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { Failed } from '@/kit/page/page-states'
import { Field, FieldFrame, SearchBox } from '@/kit/form/field'
import { PhotoGrid } from '@/kit/form/photo-grid'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { usePhotos } from '@/lib/api/use-photos'
import { useDebounced } from '@/lib/phone/use-debounced'
import { PersonCell } from '@/lib/parts/person-cell'

export interface Vouching {
  /** The person who is acted for. */
  person: { id: string; name: string }
  /** The person who acts; null when they are still to be found. */
  asker: { personId: string; name: string } | null
  relation: string | null
}

const RELATION_OPTIONS = (Object.keys(RELATIONS) as Relation[]).map((value) => ({ value, text: RELATIONS[value] }))
const KIND_OPTIONS = EVIDENCE_CODES.map((value) => ({ value, text: EVIDENCE_KINDS[value] }))

/** The document is on the table: the person who acts, the relation, the evidence, and a photo of it. */
export function VouchSheet({
  person,
  asker: known,
  relation: before,
  onClose,
  onDone,
}: Vouching & { onClose: () => void; onDone: () => void }) {
  const confirm = useAction(confirmFamilyByStaff)
  const [asker, setAsker] = useState(known)
  const [relation, setRelation] = useState(before as Relation | null)
  const [kind, setKind] = useState<EvidenceKind>('household_register')
  const [note, setNote] = useState('')
  const photos = usePhotos()
  const ready = asker && relation && photos.ids.length > 0 && !photos.pending
  const submit = async () => {
    if (!asker || !relation) return
    const evidence = { kind, photoIds: photos.ids.slice(0, EVIDENCE_PHOTOS), note: note.trim() }
    if (await confirm.run({ personId: person.id, askerId: asker.personId, relation, evidence })) onDone()
  }
  return (
    <Sheet
      open
      title={asker ? `${asker.name}替${person.name}办事` : `谁替${person.name}办事`}
      brief='看过证件再点。两边都会收到消息，随时能停'
      onClose={onClose}
      foot={
        asker && (
          <Button look='main' block off={!ready} busy={confirm.busy && '正在记…'} onTap={() => void submit()}>
            我看过证件了
          </Button>
        )
      }
    >
      {!asker ? (
        <FindAsker except={person.id} onChoose={setAsker} />
      ) : (
        <>
          <FieldFrame label={`${person.name}是${asker.name}的`}>
            <Chips all options={RELATION_OPTIONS} chosen={relation ? [relation] : []} onChange={setRelation} />
          </FieldFrame>
          <FieldFrame label='看的是'>
            <Chips all options={KIND_OPTIONS} chosen={[kind]} onChange={setKind} />
          </FieldFrame>
          <FieldFrame
            label='证件照片'
            help='只有核对的人看得到；停了代办就删掉'
            problem={confirm.problemWith('evidence.photoIds') ?? photos.refusal}
          >
            <PhotoGrid {...photos.grid} max={EVIDENCE_PHOTOS} />
          </FieldFrame>
          <Field label='备注' optional='不写也行' maxLength={200} value={note} onChange={setNote} />
          {confirm.error && <Failed error={confirm.error} onRetry={() => void submit()} />}
        </>
      )}
    </Sheet>
  )
}

function FindAsker({
  except,
  onChoose,
}: {
  except: string
  onChoose: (asker: { personId: string; name: string }) => void
}) {
  const [typed, setTyped] = useState('')
  const q = useDebounced(typed.trim())
  const { data, error, reload } = useEndpoint(findPeople, q ? { q } : null)
  const found = data?.items.filter(({ id }) => id !== except) ?? []
  return (
    <>
      <SearchBox label='找办事的家人' placeholder='姓名、尾号、楼号' value={typed} maxLength={40} onChange={setTyped} />
      <View className='desk__more'>
        {error && <Failed error={error} onRetry={() => void reload()} />}
        {q && data && found.length === 0 && (
          <View className='note'>没找到。请他先在手机上登录一次，或者用“请他同意”问一次。</View>
        )}
        {found.length > 0 && (
          <Card flush>
            {found.map((person) => (
              <PersonCell
                key={person.id}
                person={person}
                onTap={() => onChoose({ personId: person.id, name: person.name })}
              />
            ))}
          </Card>
        )}
      </View>
    </>
  )
}
