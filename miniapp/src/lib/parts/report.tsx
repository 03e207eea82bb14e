import { useState } from 'react'
import { View } from '@tarojs/components'
import { sendReport } from '@yike/shared/moderation/endpoints'
import {
  REPORT_REASONS,
  REPORT_REASON_CODES,
  type ReportReason,
  type ReportSubject,
} from '@yike/shared/moderation/reports'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Chips } from '@/kit/form/chips'
import { Field, FieldFrame } from '@/kit/form/field'
import { Failed } from '@/kit/page/page-states'
import { toast } from '@/kit/page/toast'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'

const OPTIONS = REPORT_REASON_CODES.map((value) => ({ value, text: REPORT_REASONS[value] }))

/** 举报: at the foot of a page whose words and pictures everybody reads. The office looks and answers. */
export function Report({ type, id }: { type: ReportSubject; id: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Section>
      <Card flush>
        <Cell icon='warn' title='举报' brief='有不实、骂人、泄露隐私的，告诉社区' onTap={() => setOpen(true)} />
      </Card>
      {isOpen && <ReportSheet type={type} id={id} onClose={() => setOpen(false)} />}
    </Section>
  )
}

function ReportSheet({ type, id, onClose }: { type: ReportSubject; id: string; onClose: () => void }) {
  const send = useAction(sendReport)
  const [reason, setReason] = useState<ReportReason>()
  const [words, setWords] = useState('')
  const submit = async () => {
    if (!reason || !(await send.run({ type, id, reason, words: words.trim() }))) return
    onClose()
    toast('社区看过会告诉您', 'success')
  }
  return (
    <Sheet
      open
      title='举报'
      brief='不会告诉别人是您说的'
      onClose={onClose}
      foot={
        <Button look='main' block off={!reason} busy={send.busy && '正在交…'} onTap={() => void submit()}>
          交给社区看
        </Button>
      }
    >
      <FieldFrame label='哪儿不对' problem={send.problemWith('reason')}>
        <Chips all options={OPTIONS} chosen={reason ? [reason] : []} onChange={setReason} />
      </FieldFrame>
      <Field
        label='说一说'
        optional='不写也行'
        long
        maxLength={200}
        value={words}
        problem={send.problemWith('words')}
        onChange={setWords}
      />
      {send.error && !send.error.details?.fields && (
        <View className='section'>
          <Failed error={send.error} onRetry={() => void submit()} />
        </View>
      )}
    </Sheet>
  )
}
