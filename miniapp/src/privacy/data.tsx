import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { exportMe } from '@yike/shared/privacy/endpoints'
import type { ExportSection, PersonExport } from '@yike/shared/privacy/schemas'
import { dayOf } from '@yike/shared/time/china'
import { momentInWords } from '@yike/shared/time/words'
import { Button, Buttons } from '@/kit/base/button'
import { tie } from '@/kit/base/text'
import { Card, Section } from '@/kit/card/card'
import { Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { saveText } from '@/lib/phone/save-text'
import './privacy.scss'

/** The entries of a section that are shown before the reader asks for all. */
const FIRST = 3

/** Everything on record about the reader: to read, to copy and to keep. */
export default function DataPage() {
  const { data, error, reload } = useEndpoint(exportMe, {})
  return (
    <Page title='我们记了您什么'>
      {error && !data ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : !data ? (
        <Loading shape='lines' rows={6} />
      ) : (
        <>
          <View className='prose'>
            {tie('我们记着您的，全在这里。哪里不对，点“我的”里您的名字改，或者打电话告诉社区。')}
          </View>
          <Keep data={data} />
          {data.sections.map((section) => (
            <Part key={section.title} section={section} />
          ))}
          <View className='note privacy__made'>{`${momentInWords(data.madeAt, new Date())}查的`}</View>
        </>
      )}
    </Page>
  )
}

const inPlainText = ({ name, sections }: PersonExport) =>
  [
    `${name}的资料`,
    ...sections.flatMap(({ title, entries }) => [
      `\n【${title}】`,
      ...entries.flatMap(({ title: one, lines }) => [one, ...lines.map(({ label, value }) => `  ${label}：${value}`)]),
    ]),
  ].join('\n')

function Keep({ data }: { data: PersonExport }) {
  const [problem, setProblem] = useState<string>()
  const save = async () => {
    setProblem(undefined)
    try {
      await saveText(`我的资料-${dayOf(new Date(data.madeAt))}.json`, JSON.stringify(data, null, 2))
    } catch {
      setProblem('没存成。再点一次，或者点“复制文字”，贴到备忘录里。')
    }
  }
  return (
    <>
      <View className='privacy__more'>
        <Buttons>
          <Button onTap={() => void Taro.setClipboardData({ data: inPlainText(data) })}>复制文字</Button>
          <Button look='main' onTap={() => void save()}>
            存成文件
          </Button>
        </Buttons>
      </View>
      {problem && <View className='field__bad'>{problem}</View>}
    </>
  )
}

function Part({ section: { title, entries } }: { section: ExportSection }) {
  const [all, setAll] = useState(false)
  const shown = all ? entries : entries.slice(0, FIRST)
  return (
    <Section title={entries.length > 1 ? `${title}（${entries.length}）` : title}>
      <Card>
        {shown.map((entry, at) => (
          <View key={at} className='privacy__entry'>
            <View className='strong'>{tie(entry.title)}</View>
            {entry.lines.map(({ label, value }) => (
              <View key={label} className='privacy__line'>
                <View className='privacy__label'>{label}</View>
                <View className='privacy__value'>{tie(value)}</View>
              </View>
            ))}
          </View>
        ))}
      </Card>
      {!all && entries.length > FIRST && (
        <View className='privacy__more'>
          <Button block onTap={() => setAll(true)}>{`${title}还有 ${entries.length - FIRST} 条，都看`}</Button>
        </View>
      )}
    </Section>
  )
}
