import { useState } from 'react'
import { View } from '@tarojs/components'
import { listNoteReaders, noteCase } from '@yike/shared/cases/note-endpoints'
import { MENTIONS_MAX, NOTE_MAX } from '@yike/shared/cases/notes'
import type { StaffCase } from '@yike/shared/cases/schemas'
import { Button } from '@/kit/base/button'
import { Chips } from '@/kit/form/chips'
import { Field, FieldFrame } from '@/kit/form/field'
import { Failed } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { useStep } from '@/lib/offline/use-step'
import { useDraft } from '@/lib/storage/use-draft'

/** A note for the colleagues who see the case. It waits on the phone for a network; naming somebody needs one. */
export function NoteSheet({
  found,
  onClose,
  onChange,
}: {
  found: StaffCase
  onClose: () => void
  onChange: () => Promise<void>
}) {
  const name = `note:${found.id}`
  const [draft, change] = useDraft<{ text: string; mentions: string[] }>(name, { text: '', mentions: [] })
  const [tried, setTried] = useState(false)
  const { data, error, reload } = useEndpoint(listNoteReaders, { id: found.id })
  const note = useStep(noteCase)
  const text = draft.text.trim()
  const { mentions } = draft
  const tooMany = mentions.length > MENTIONS_MAX
  const toggle = (id: string) =>
    change({ mentions: mentions.includes(id) ? mentions.filter((one) => one !== id) : [...mentions, id] })
  const submit = async () => {
    setTried(true)
    if (!text || tooMany) return
    const about = { about: found.id, says: `${found.title} 内部备注`, draft: name }
    if (!(await note.run({ id: found.id, text, mentions }, about))) return
    onClose()
    await onChange()
  }
  return (
    <Sheet
      open
      title='内部备注'
      brief='只有看得到这一件的同事能读，居民和承办单位都看不到。'
      onClose={onClose}
      foot={
        <Button look='main' block busy={note.busy && '正在存…'} onTap={() => void submit()}>
          记下来
        </Button>
      }
    >
      <Field
        label='写给同事'
        long
        maxLength={NOTE_MAX}
        value={draft.text}
        problem={tried && !text ? '写一句再存' : undefined}
        onChange={(next) => change({ text: next })}
      />
      <FieldFrame
        label='提到谁，他会收到一条消息'
        optional='不选也行'
        problem={tooMany ? `一次最多提 ${MENTIONS_MAX} 位同事` : undefined}
      >
        {error && <Failed error={error} onRetry={() => void reload()} />}
        {data?.items.length === 0 && <View className='note'>别的同事都看不到这一件。</View>}
        <Chips
          all
          options={(data?.items ?? []).map(({ id, name: who, isAway }) => ({
            value: id,
            text: isAway ? `${who}（休假中）` : who,
          }))}
          chosen={mentions}
          onChange={toggle}
        />
      </FieldFrame>
      {note.error && (
        <View className='desk__more'>
          <Failed error={note.error} onRetry={() => void submit()} />
        </View>
      )}
    </Sheet>
  )
}
