import { View } from '@tarojs/components'
import { tie } from '@/kit/base/text'
import { Section } from '@/kit/card/card'
import { Page } from '@/kit/page/page'
import { useCommunity } from '@/lib/api/community'
import { CONSENT_SINCE, CONSENT_VERSION } from './consent'
import './person.scss'

export interface Chapter {
  title: string
  /** One line each. */
  lines: readonly string[]
}

/** A text to agree to: short chapters, its version, and the address for questions. */
export function LegalText({ title, lead, chapters }: { title: string; lead: string; chapters: readonly Chapter[] }) {
  const community = useCommunity()
  return (
    <Page title={title}>
      <View className='prose'>{lead}</View>
      {chapters.map((chapter) => (
        <Section key={chapter.title} title={chapter.title}>
          {chapter.lines.map((line) => (
            <View key={line} className='prose person__line'>
              {line}
            </View>
          ))}
        </Section>
      ))}
      <Section title='找谁'>
        <View className='prose'>
          {community
            ? tie(`${community.name}，电话 ${community.phone}。打这个电话，或者到社区服务站当面说，都行。`)
            : '点下面的电话找社区，或者到社区服务站当面说，都行。'}
        </View>
      </Section>
      <View className='note person__version'>{`第 ${CONSENT_VERSION} 版，${CONSENT_SINCE}起用。改了会先告诉您，再请您同意一次。`}</View>
    </Page>
  )
}
