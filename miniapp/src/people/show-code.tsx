import { View } from '@tarojs/components'
import { showFamilyCode } from '@yike/shared/people/endpoints'
import type { FamilyCode } from '@yike/shared/people/schemas'
import { clockOf } from '@yike/shared/time/china'
import { useState } from 'react'
import { Button } from '@/kit/base/button'
import { QrCode } from '@/kit/card/code-card'
import { Failed } from '@/kit/page/page-states'
import { Sheet } from '@/kit/sheet/sheet'
import { useAction } from '@/lib/api/use-action'

/** Six digits and a QR code by which a family member may ask to act for me. */
export function ShowCode() {
  const show = useAction(showFamilyCode)
  const [shown, setShown] = useState<FamilyCode>()
  const open = async () => {
    const code = await show.run({})
    if (code) setShown(code)
  }
  return (
    <>
      <Button icon='qr' block busy={show.busy && '正在取码…'} onTap={() => void open()}>
        出示我的六位码
      </Button>
      {show.error && <Failed error={show.error} onRetry={() => void open()} />}
      {shown && (
        <Sheet
          open
          title='给家人看这个码'
          brief={`${clockOf(new Date(shown.expiresAt))} 前有效。他输进去以后，您还要点“同意”`}
          onClose={() => setShown(undefined)}
          foot={
            <Button block busy={show.busy && '正在换…'} onTap={() => void open()}>
              换一个码
            </Button>
          }
        >
          <View className='person__code'>
            <QrCode text={shown.qr} />
            <View className='code__digits'>{`${shown.code.slice(0, 3)} ${shown.code.slice(3)}`}</View>
          </View>
        </Sheet>
      )}
    </>
  )
}
