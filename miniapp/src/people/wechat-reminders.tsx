import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { useConsents } from '@/lib/api/use-consents'

/** The number of messages that may still come by WeChat, and more at a tap. */
export function WechatReminders() {
  const consents = useConsents()
  if (!consents) return null
  const { left, lasting, canAsk, busy, error, ask } = consents
  const words =
    left > 0 ? `还能收到 ${left} 条微信提醒` : lasting ? '长期提醒开着' : '现在收不到微信提醒，消息都在“通知”里'
  return (
    <Section>
      <Card flush>
        <Cell
          icon='bell'
          title='微信提醒'
          brief={words}
          extra={
            canAsk && (
              <Button busy={busy && '正在记…'} onTap={() => void ask()}>
                再加几条
              </Button>
            )
          }
        />
      </Card>
      {error && <Failed error={error} onRetry={() => void ask()} />}
    </Section>
  )
}
