import { useState } from 'react'
import { sayStillBroken } from '@yike/shared/cases/nearby-endpoints'
import { Button } from '@/kit/base/button'
import { Field } from '@/kit/form/field'
import { Failed } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'

const WORDS_MAX = 200

/** 「还没修好」: the word of a neighbour, for the office alone. */
export function StillBrokenSheet({ id, onSaid, onClose }: { id: string; onSaid: () => void; onClose: () => void }) {
  const [words, setWords] = useState('')
  const say = useAction(sayStillBroken)
  const send = async () => {
    if (await say.run({ id, text: words.trim() })) onSaid()
  }
  return (
    <Sheet
      open
      title='还没修好？'
      brief='只有社区看得到。社区会再去看，有进展告诉您'
      onClose={onClose}
      foot={
        <Button look='main' block busy={say.busy && '正在告诉…'} onTap={() => void send()}>
          告诉社区
        </Button>
      }
    >
      <Field
        label='现在什么样'
        optional='不写也行'
        long
        placeholder='比如：灯亮了一晚，又灭了'
        maxLength={WORDS_MAX}
        value={words}
        problem={say.problemWith('text')}
        onChange={setWords}
      />
      {say.error && <Failed error={say.error} />}
    </Sheet>
  )
}
