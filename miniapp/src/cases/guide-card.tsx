import { View } from '@tarojs/components'
import type { Guide } from '@yike/shared/cases/guides'
import { Card, Section } from '@/kit/card/card'
import { tie } from '@/kit/base/text'

/** The text that somebody reads before they file: whom it is for, what to bring, by which rule. Nothing where a kind has none. */
export function GuideCard({ guide }: { guide: Guide | undefined }) {
  if (!guide) return null
  return (
    <Section title={guide.title}>
      <Card>
        {guide.lines.map(({ label, text }) => (
          <View key={label} className='case-form__guide'>
            <View className='strong'>{label}</View>
            <View>{tie(text)}</View>
          </View>
        ))}
        <View className='note'>{tie(guide.source)}</View>
      </Card>
    </Section>
  )
}
