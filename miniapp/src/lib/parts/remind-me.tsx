import { View } from '@tarojs/components'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { tie } from '@/kit/base/text'
import { useConsents } from '@/lib/api/use-consents'

/** After a booking or a report: asks whether WeChat may send its changes. Nothing where it cannot, or may already. */
export function RemindMe({ kinds, title }: { kinds: readonly string[]; title: string }) {
  const consents = useConsents(kinds)
  if (!consents?.runsDry) return null
  return (
    <Section>
      <Card tone='sea'>
        <View className='lead'>{tie(title)}</View>
        <View className='note'>{tie('点一次，微信里提醒一次；不点也都在“通知”里。')}</View>
        <View className='section'>
          <Button icon='bell' block busy={consents.busy && '正在记…'} onTap={() => void consents.ask()}>
            好，用微信告诉我
          </Button>
        </View>
        {consents.error && <Failed error={consents.error} />}
      </Card>
    </Section>
  )
}
