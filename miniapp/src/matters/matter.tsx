import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { fileCase } from '@yike/shared/cases/endpoints'
import { caseKind } from '@yike/shared/cases/kinds'
import { getMatter } from '@yike/shared/matters/endpoints'
import { FEE, timeInWords } from '@yike/shared/matters/results'
import type { Matter } from '@yike/shared/matters/schemas'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Field } from '@/kit/form/field'
import { Page } from '@/kit/page/page'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { toastOnNextPage } from '@/kit/page/toast'
import { useAction } from '@/lib/api/use-action'
import { useCached } from '@/lib/offline/use-cached'
import { PaperField, type PaperSent } from './paper-field'

const NOTE_MAX = 200

const Facts = ({ matter }: { matter: Matter }) => (
  <Card flush>
    <Cell icon='user' title='给谁办' brief={matter.forWhom} />
    <Cell icon='clock' title='几天办好' brief={timeInWords(matter.workdays)} />
    <Cell icon='pin' title='在哪儿办、在哪儿领' brief={`${matter.where}，${matter.when}`} />
    <Cell icon='check' title={matter.result.label} brief={FEE} />
    {matter.basis && <Cell icon='info' title='依据' brief={matter.basis} />}
  </Card>
)

/** 办一件: what to bring, photographed beforehand or brought along, and a note. Three taps without a photo. */
function Apply({ matter }: { matter: Matter }) {
  const file = useAction(fileCase)
  const [papers, setPapers] = useState<Readonly<Record<string, PaperSent>>>({})
  const [note, setNote] = useState('')
  const sent = matter.papers.map(({ key }) => ({ key, photoIds: papers[key]?.photoIds ?? [] }))
  const isPending = Object.values(papers).some(({ pending }) => pending)
  const submit = async () => {
    const made = await file.run({ kind: 'matter', description: note.trim(), matter: { id: matter.id, papers: sent } })
    if (!made) return
    toastOnNextPage('交给社区了', 'success')
    await Taro.redirectTo({ url: `/cases/case?id=${made.id}` })
  }
  return (
    <Page
      title={matter.name}
      bar={
        matter.closed ? undefined : (
          <Button
            look='main'
            block
            off={isPending}
            busy={(file.busy && '正在交…') || (isPending && '照片还在传…')}
            onTap={() => void submit()}
          >
            {sent.some(({ photoIds }) => photoIds.length > 0) ? '交给社区' : '就办这件，材料到时带去'}
          </Button>
        )
      }
    >
      <Facts matter={matter} />
      {matter.closed && <Empty title='这一项现在不办了' say='回去看看别的，或者给社区打电话问问' />}
      {!matter.closed && (
        <>
          <Section title={matter.papers.length > 0 ? '要带什么' : '什么都不用带'}>
            {matter.papers.map(({ key, name, note: which }) => (
              <PaperField
                key={key}
                name={name}
                note={which}
                onChange={(one) => setPapers((before) => ({ ...before, [key]: one }))}
              />
            ))}
          </Section>
          {matter.papers.length > 0 && <View className='note'>照片只有社区窗口的人看，领走 7 天后删掉。</View>}
          <Field
            label='想说的话'
            optional='不写也行'
            long
            maxLength={NOTE_MAX}
            placeholder={caseKind('matter').placeholder}
            value={note}
            problem={file.problemWith('description')}
            onChange={setNote}
          />
          {file.error && <Failed error={file.error} onRetry={() => void submit()} />}
        </>
      )}
    </Page>
  )
}

export default function MatterPage() {
  const { id = '' } = useRouter().params
  const { data, error, reload } = useCached(`matter:${id}`, getMatter, { id })
  if (data) return <Apply key={data.id} matter={data} />
  return (
    <Page title='办事'>
      {error?.code === 'NOT_FOUND' ? (
        <Empty title='没有这一项' say='回去重新选一项' />
      ) : error ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : (
        <Loading />
      )}
    </Page>
  )
}
