import { useState } from 'react'
import { View } from '@tarojs/components'
import { listTemplatesForCase } from '@yike/shared/cases/reply-template-endpoints'
import { Button } from '@/kit/base/button'
import { Card, Cell } from '@/kit/card/card'
import { Failed } from '@/kit/page/page-states'
import { useEndpoint } from '@/lib/api/use-endpoint'

/** The reply templates for a case, filled: one goes into the box above, where it can be changed. Needs a network. */
export function TemplatePick({ caseId, onPick }: { caseId: string; onPick: (text: string) => void }) {
  const [open, setOpen] = useState(false)
  const { data, error, reload } = useEndpoint(listTemplatesForCase, open ? { id: caseId } : null)
  return (
    <View className='desk__more'>
      <Button busy={open && !data && !error && '正在找…'} onTap={() => setOpen(!open)}>
        {open ? '收起答复模板' : '套用答复模板'}
      </Button>
      {open && error && <Failed error={error} onRetry={() => void reload()} />}
      {open && data?.items.length === 0 && (
        <View className='note'>这里还没有答复模板，请管理员在电脑上的“诉求”里写。</View>
      )}
      {open && data && data.items.length > 0 && (
        <Card flush className='desk__choice desk__more'>
          {data.items.map(({ id, name, text }) => (
            <Cell
              key={id}
              title={name}
              brief={text}
              chosen={false}
              onTap={() => {
                onPick(text)
                setOpen(false)
              }}
            />
          ))}
        </Card>
      )}
    </View>
  )
}
